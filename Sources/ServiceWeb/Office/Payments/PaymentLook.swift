import Payments
import Register

/// Orders and money in words: never by colour alone.
enum PaymentLook {
    static func tag(_ state: OrderState, _ page: StaffPage) -> StatusTag {
        let look: StatusTag.Look =
            switch state {
            case .open: .waiting
            case .paid: .good
            case .refunding: .asking
            case .refunded, .cancelled, .expired: .over
            }
        return StatusTag(look: look, text: page.words["staff.order-\(state.rawValue)"])
    }

    static func tag(_ state: Refund.State, _ page: StaffPage) -> StatusTag {
        let look: StatusTag.Look =
            switch state {
            case .asked: .waiting
            case .done: .good
            case .failed: .bad
            }
        return StatusTag(look: look, text: page.words["staff.refund-\(state.rawValue)"])
    }

    static func amount(_ amount: Int64, _ page: StaffPage) -> String { AmountText.text(amount, page.words) }

    /// Who a receipt is for. A company's name stands in full; of a person's, what tells whether it is who stands there.
    static func payer(_ payer: Payer) -> String {
        if let number = payer.companyNumber { return "\(payer.name)（\(number)）" }
        let name = Array(payer.name)
        switch name.count {
        case ...1: return "○"
        case 2: return "\(name[0])○"
        default: return "\(name[0])" + String(repeating: "○", count: min(name.count - 2, 6)) + "\(name[name.count - 1])"
        }
    }

    static func code(_ code: PaymentCode) -> String {
        switch code {
        case .account(let bank, let number): "\(bank) \(number)"
        case .number(let number): number
        case .bars(let bars): bars.joined(separator: " ")
        }
    }

    static func row(_ order: OrderSummary, _ page: StaffPage) -> [String: Any] {
        var values = tag(order.state, page).values
        values["address"] = page.link("payments/\(order.number.text)")
        values["number"] = order.number.text
        values["total"] = amount(order.total, page)
        values["applied"] = amount(order.applied, page)
        values["lines"] = String(order.lineCount)
        values["made"] = page.moment(order.madeAt)
        values["until"] = page.day(order.expiresAt - 1)
        values["receipt"] = order.receipt ?? "—"
        return values
    }
}
