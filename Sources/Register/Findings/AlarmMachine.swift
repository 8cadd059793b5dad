/// Who may do what about an alarm. Pure.
///
/// An alarm is closed by who has it in hand, and by nobody else: then nobody closes by the way what another is looking into. Taking
/// over is always possible, and stands in the log.
package struct AlarmMachine: Hashable, Sendable {
    package enum Refusal: Error, Hashable, Sendable {
        /// It is over: closed, or turned out to be none.
        case over
        /// Somebody else has it in hand, or nobody.
        case notYours
        /// Whoever is to have it has it.
        case alreadyTheirs
    }

    package private(set) var owner: StaffHandle?
    package private(set) var isOver: Bool

    package init(owner: StaffHandle?, isOver: Bool) {
        self.owner = owner
        self.isOver = isOver
    }

    package mutating func apply(_ act: AlarmAct, by person: StaffHandle) throws(Refusal) {
        guard !isOver else { throw .over }
        switch act {
        case .take:
            guard owner != person else { throw .alreadyTheirs }
            owner = person
        case .handOver(let other):
            guard owner == person else { throw .notYours }
            guard other != person else { throw .alreadyTheirs }
            owner = other
        case .note: break
        case .close:
            guard owner == person else { throw .notYours }
            isOver = true
        }
    }
}
