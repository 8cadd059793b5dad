/// The answer to a change.
package enum ChangeOutcome: Hashable, Sendable {
    case changed(PassSummary)
    /// It stood there already; nothing was written.
    case already(PassSummary)

    package var pass: PassSummary {
        switch self {
        case .changed(let pass), .already(let pass): pass
        }
    }
}
