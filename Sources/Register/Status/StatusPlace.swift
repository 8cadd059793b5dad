/// A pass's place: one list, one index, given out once for ever.
struct StatusPlace: Hashable, Sendable {
    let list: Int
    let index: Int
}
