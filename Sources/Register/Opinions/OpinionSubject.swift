/// What something that somebody wrote is about. Numbers are as they were typed, in their one spelling: whether there is such a
/// thing is told to staff only, as anybody can write about any number.
package enum OpinionSubject: Hashable, Sendable {
    case application(ApplicationNumber)
    /// By its number.
    case pass(String)
    /// By its id in the policy.
    case gate(String)

    enum Kind: String, Hashable, Sendable, CaseIterable { case application, pass, gate }

    var kind: Kind {
        switch self {
        case .application: .application
        case .pass: .pass
        case .gate: .gate
        }
    }

    /// The number or the id.
    package var reference: String {
        switch self {
        case .application(let number): number.text
        case .pass(let number): number
        case .gate(let id): id
        }
    }

    init?(_ kind: String, _ reference: String) {
        switch Kind(rawValue: kind) {
        case .application:
            guard let number = ApplicationNumber(typed: reference) else { return nil }
            self = .application(number)
        case .pass: self = .pass(reference)
        case .gate: self = .gate(reference)
        case nil: return nil
        }
    }

    /// A pass's number as people type it; nil for what cannot be one.
    package static func pass(typed text: String) -> OpinionSubject? {
        PassNumber.typed(text).map(OpinionSubject.pass)
    }
}
