package import Payments

/// How money goes back.
package enum RefundMeans: Hashable, Sendable {
    /// Through ECPay, to the card that paid.
    case ecpay(CreditAction)
    case bank, cash, post

    var name: String {
        switch self {
        case .ecpay: "ecpay"
        case .bank: "bank"
        case .cash: "cash"
        case .post: "post"
        }
    }

    var action: String? {
        if case .ecpay(let action) = self { action.rawValue } else { nil }
    }

    /// By its name; nil for one through ECPay, which has an action.
    package init?(byHand name: String) {
        switch name {
        case "bank": self = .bank
        case "cash": self = .cash
        case "post": self = .post
        default: return nil
        }
    }
}
