import Identifiers
import Register

/// Money that came over a counter, by bank or by post, as somebody typed it.
struct BookingForm: Sendable {
    static let methods: [PaymentMethod] = [.counter, .bank, .post]

    let method: PaymentMethod
    let reference: String
    let amount: Int64
    let receivedAt: Int64

    /// Nil where something is missing or can't be read.
    init?(_ fields: FormFields, _ page: StaffPage) {
        guard let method = PaymentMethod(rawValue: fields["method"]), Self.methods.contains(method),
            let amount = Self.amount(fields["amount"]), let receivedAt = Self.time(fields["received"], page)
        else { return nil }
        self.method = method
        reference = TextNormalisation.trimmed(fields["reference"])
        self.amount = amount
        self.receivedAt = receivedAt
        guard !reference.isEmpty else { return nil }
    }

    /// Whole New Taiwan dollars, with or without commas.
    static func amount(_ text: String) -> Int64? {
        let digits = TextNormalisation.trimmed(text).filter { $0 != "," }
        guard (1...8).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let amount = Int64(digits), amount > 0
        else { return nil }
        return amount
    }

    /// The day that money came; now for today, and for nothing.
    private static func time(_ text: String, _ page: StaffPage) -> Int64? {
        let text = TextNormalisation.trimmed(text)
        guard !text.isEmpty else { return page.now }
        guard let day = try? DateText.parse(text) else { return nil }
        let start = day.daysSinceEpoch * 86_400 - page.register.utcOffset
        return start <= page.now ? min(page.now, start + 86_399) : nil
    }
}
