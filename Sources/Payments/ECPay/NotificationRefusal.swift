/// Why a message is no notification of ours.
package enum NotificationRefusal: Error, Hashable, Sendable {
    case unreadable(PaymentFormProblem)
    /// For another merchant than us; what the books keep of it.
    case otherMerchant(kept: [PaymentField])
    /// Not signed with our keys.
    case forged(kept: [PaymentField])
    /// Signed, but without what such a message has; the field, and what the books keep of it.
    case incomplete(String, kept: [PaymentField])

    /// One word, for the books and the log. Nothing of what was sent.
    package var word: String {
        switch self {
        case .unreadable(let problem): "unreadable-" + problem.rawValue
        case .otherMerchant: "other-merchant"
        case .forged: "forged"
        case .incomplete: "incomplete"
        }
    }

    /// What the books keep of it: nothing that it is not known to have.
    package var kept: [PaymentField] {
        switch self {
        case .unreadable: []
        case .otherMerchant(let kept), .forged(let kept), .incomplete(_, let kept): kept
        }
    }
}
