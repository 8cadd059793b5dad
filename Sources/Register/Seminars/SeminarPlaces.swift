/// Who gets a place of a seminar, and who waits: first come, first served, and nobody is put out.
struct SeminarPlaces: Hashable, Sendable {
    /// How many there are.
    let places: Int64
    /// Those that are somebody's, confirmed or held for a day.
    let taken: Int64
    /// Those of them that are held for who has not confirmed.
    let held: Int64
    /// Those who confirmed and have none.
    let waiting: Int64

    /// Free for whoever comes: not while somebody waits, who is before them.
    var isFree: Bool { taken < places && waiting == 0 }

    /// How many of those who wait get a place now.
    var movingUp: Int64 { max(0, min(places - taken, waiting)) }

    /// How many are held at once. An address costs nothing to make up: who makes up many keeps nobody out of the rest.
    private var mostHeld: Int64 { max(1, places / 4) }

    /// How a sign-up begins that nobody has confirmed yet.
    var beginning: SeminarSignUpState { isFree && held < mostHeld ? .held : .asked }

    /// What it becomes when it is confirmed.
    func confirmed(_ state: SeminarSignUpState) -> SeminarSignUpState? {
        switch state {
        case .held: .placed
        case .asked: isFree ? .placed : .waiting
        case .placed, .waiting, .left, .lapsed: nil
        }
    }
}
