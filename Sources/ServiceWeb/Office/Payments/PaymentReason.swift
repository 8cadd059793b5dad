import Register

/// Why an order is cancelled or its fee goes back: codes that the books keep.
enum PaymentReason {
    static let cancelling = ["duplicate", "wrong-order", "asked-for"]
    static let releasing = ["withdrawn", "passes-ended", "wrong-fee"]

    static func values(_ codes: [String], _ page: StaffPage) -> [[String: Any]] {
        codes.map { ["value": $0, "text": text($0, page)] }
    }

    /// A code that has no words stands for itself.
    static func text(_ code: String, _ page: StaffPage) -> String {
        page.words.find("staff.pay-reason-\(code)") ?? code
    }
}
