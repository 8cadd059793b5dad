/// The fields of a body of type `application/x-www-form-urlencoded`, from whoever sent it. Nothing in it is believed yet.
///
/// ECPay's check value is made over all names and values joined with `&` and `=`, so that it does not say where a value ends: one
/// field `RtnMsg` of `x&SimulatePaid=1` and two fields have the same one. What a browser has carried could therefore be cut up
/// anew without being noticed, were an `&` allowed in a value, or anything but letters, digits and `_` in a name. It also does not
/// tell great letters from small ones, so that two names that differ in nothing else are one name twice.
package struct PaymentForm: Hashable, Sendable {
    /// Bytes of a body: a notification has less than 2,000.
    package static let limit = 16 << 10
    static let mostFields = 64
    private static let longestName = 40
    private static let longestValue = 1_024

    /// How strictly a body is escaped.
    package enum Source: Sendable {
        /// A request: what is no letter, digit or sign of ASCII is escaped.
        case request
        /// A reply of ECPay's, where spaces and Chinese characters may stand as they are.
        case reply
    }

    /// In the order of the body.
    package let fields: [PaymentField]

    /// - Throws: ``PaymentFormProblem``.
    package init(_ body: [UInt8], from source: Source) throws(PaymentFormProblem) {
        guard body.count <= Self.limit else { throw .tooLarge }
        guard !body.isEmpty else { throw .malformed }
        let pairs = body.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
        guard pairs.count <= Self.mostFields else { throw .tooLarge }
        var fields: [PaymentField] = []
        var seen: Set<String> = []
        for pair in pairs {
            guard let sign = pair.firstIndex(of: UInt8(ascii: "=")) else { throw .malformed }
            let name = try Self.decoded(pair[..<sign], source)
            let value = try Self.decoded(pair[pair.index(after: sign)...], source)
            guard Self.isName(name), name.utf8.count <= Self.longestName, value.utf8.count <= Self.longestValue else {
                throw .malformed
            }
            guard !value.utf8.contains(UInt8(ascii: "&")) else { throw .ambiguous }
            guard seen.insert(name.lowercased()).inserted else { throw .repeated }
            fields.append(PaymentField(name, value))
        }
        self.fields = fields
    }

    /// The value of a field, by its exact name; nil when it is not there.
    package subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    private static func decoded(_ text: ArraySlice<UInt8>, _ source: Source) throws(PaymentFormProblem) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(0x20)
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                    throw .malformed
                }
                bytes.append(high << 4 | low)
            case 0x21...0x7E: bytes.append(byte)
            case 0x20 where source == .reply, 0x80...0xFF where source == .reply: bytes.append(byte)
            default: throw .malformed
            }
        }
        guard let decoded = String(validating: bytes, as: UTF8.self), bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
        else { throw .malformed }
        return decoded
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
