/// Which act leads where:
///
///     received -> answering -> answered -> closed
///     received | answering -> withdrawn,   answered -> answering when it is asked again
///
/// Pure: who may do it, and within which limits, are its callers'.
package enum OpinionMachine {
    /// The state after an act; nil where the act is not possible.
    package static func next(_ state: OpinionState, _ act: OpinionAct) -> OpinionState? {
        switch (act, state) {
        case (.add, .received): .received
        case (.add, .answering), (.add, .answered): .answering
        case (.withdraw, .received), (.withdraw, .answering): .withdrawn
        case (.take, .received), (.take, .answering): .answering
        case (.extend, .received), (.extend, .answering): state
        case (.answer, .received), (.answer, .answering): .answered
        case (.close, .answered): .closed
        default: nil
        }
    }
}
