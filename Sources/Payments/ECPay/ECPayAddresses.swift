/// Where ECPay is: the real one, its stage, or a stand-in of our own.
package struct ECPayAddresses: Hashable, Sendable {
    /// Without a `/` at the end.
    package let base: String

    package static let production = ECPayAddresses(known: "https://payment.ecpay.com.tw")
    package static let stage = ECPayAddresses(known: "https://payment-stage.ecpay.com.tw")

    private init(known base: String) { self.base = base }

    /// A stand-in.
    /// - Throws: ``PaymentError`` with code `invalidField`.
    package init(standIn base: String) throws {
        try Self.check(base, "the stand-in's address", mayBePlain: true)
        self.base = base
    }

    /// Where the payer's browser posts the checkout form.
    package var checkout: String { base + "/Cashier/AioCheckOut/V5" }
    package var query: String { base + "/Cashier/QueryTradeInfo/V5" }
    package var creditAction: String { base + "/CreditDetail/DoAction" }

    /// Scheme, host and port: what a page that holds the form names in `form-action`.
    package var origin: String {
        let parts = base.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        return parts.prefix(3).joined(separator: "/")
    }

    static func check(_ address: String, _ name: String, mayBePlain: Bool) throws(PaymentError) {
        guard address.utf8.count <= 200 else { throw .field(name, "is longer than 200 characters") }
        guard address.hasPrefix("https://") || (mayBePlain && address.hasPrefix("http://")) else {
            throw .field(name, "must begin with https://")
        }
        // Neither what the check value can't tell apart, nor what ECPay refuses in an address.
        let isPlain = address.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"):
                true
            default: "-_.~:/[]".utf8.contains(byte)
            }
        }
        guard isPlain else { throw .field(name, "has other characters than letters, digits and - _ . ~ : /") }
    }
}
