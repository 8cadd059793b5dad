import Payments
import Register

/// What the books and the payment service say differently, as rows of a table.
enum DifferenceRows {
    static func values(_ differences: [PaymentDifference], _ page: StaffPage) -> [[String: Any]] {
        differences.map { difference in
            var values: [String: Any] = [:]
            values["what"] = page.words["staff.difference-\(difference.kind.rawValue)"]
            values["todo"] = page.words["staff.difference-\(difference.kind.rawValue)-do"]
            values["hasOrder"] = difference.order != nil
            values["order"] = difference.order?.text ?? ""
            values["address"] = page.link("payments/\(difference.order?.text ?? "")")
            values["here"] = difference.here.map { PaymentLook.amount($0, page) } ?? "—"
            values["there"] = difference.there.map { PaymentLook.amount($0, page) } ?? "—"
            values["trade"] = difference.trade ?? "—"
            values["detail"] = difference.detail.map { text($0, page.words) } ?? "—"
            let payment = self.payment(difference)
            values["hasPayment"] = difference.order == nil && payment != nil
            values["payment"] = payment ?? ""
            values["paymentAddress"] = page.link("money/\(payment ?? "")")
            return values
        }
    }

    static func text(_ detail: PaymentDifference.Detail, _ words: SiteWords) -> String {
        switch detail {
        case .payment(let number): words["staff.difference-payment", ["number": String(number)]]
        case .refund(let number): words["staff.difference-refund", ["number": String(number)]]
        case .verdict(let word): words["staff.difference-verdict-\(word)"]
        case .failure(.unreachable, _): words["staff.difference-failure-unreachable"]
        case .failure(.tooOften, _): words["staff.difference-failure-too-often"]
        case .failure: words["staff.difference-failure-bad-answer"]
        }
    }

    /// The number of money that is held for no order.
    private static func payment(_ difference: PaymentDifference) -> String? {
        guard difference.kind == .surplusHeld, case .payment(let number)? = difference.detail else { return nil }
        return String(number)
    }
}
