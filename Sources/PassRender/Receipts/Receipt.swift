/// What a receipt of a fee says: plain values, as in ``PassFace``.
package struct Receipt: Hashable, Sendable {
    /// A line of the bill.
    package struct Item: Hashable, Sendable {
        package let name: Label
        package let quantity: Int
        /// New Taiwan dollars.
        package let unitPrice: Int

        package init(name: Label, quantity: Int, unitPrice: Int) {
            self.name = name
            self.quantity = quantity
            self.unitPrice = unitPrice
        }
    }

    /// Who took the money, and its company number.
    package var issuerName: String
    package var issuerNumber: String?
    package var number: String
    /// Seconds since 1970.
    package var paidAt: Int64
    /// Seconds that local time is ahead of UTC.
    package var utcOffset: Int
    package var payerName: String
    /// The company number that the receipt is for.
    package var payerNumber: String?
    /// What was paid for: a number of an application.
    package var reference: String
    package var port: Label
    package var method: Label
    package var items: [Item]
    /// Small print at the foot.
    package var notes: [Label]
    /// What the QR code says: nothing secret, in the alphanumeric set of QR codes. Nil for none.
    package var qrText: String?

    package init(
        issuerName: String, issuerNumber: String? = nil, number: String, paidAt: Int64, utcOffset: Int = 28_800,
        payerName: String, payerNumber: String? = nil, reference: String, port: Label, method: Label, items: [Item],
        notes: [Label] = [], qrText: String? = nil
    ) {
        self.issuerName = issuerName
        self.issuerNumber = issuerNumber
        self.number = number
        self.paidAt = paidAt
        self.utcOffset = utcOffset
        self.payerName = payerName
        self.payerNumber = payerNumber
        self.reference = reference
        self.port = port
        self.method = method
        self.items = items
        self.notes = notes
        self.qrText = qrText
    }

    /// - Throws: `unusableAmount`.
    func amount(_ item: Item) throws(RenderError) -> Int {
        let (amount, overflow) = item.quantity.multipliedReportingOverflow(by: item.unitPrice)
        guard !overflow, item.quantity >= 0, DollarAmount.range.contains(amount) else { throw .unusableAmount }
        return amount
    }

    /// - Throws: `unusableAmount`.
    func total() throws(RenderError) -> Int {
        var total = 0
        for item in items {
            // Both are below a billion: no overflow before the check.
            total += try amount(item)
            guard DollarAmount.range.contains(total) else { throw .unusableAmount }
        }
        return total
    }
}
