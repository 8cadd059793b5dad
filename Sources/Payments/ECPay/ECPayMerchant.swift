package import PassCrypto

/// Who we are to ECPay: the merchant's number, and the two keys that sign messages in both directions.
///
/// A reference, as the keys are kept in guarded memory and can't be copied; they can't be read out or printed.
package final class ECPayMerchant: Sendable, CustomStringConvertible {
    /// Bytes of each key.
    package static let keyByteCount = 16

    /// `MerchantID`: at most ten digits.
    package let id: String
    /// Whether anybody can sign for it.
    package let isTest: Bool
    private let key: SecretBytes
    private let iv: SecretBytes

    /// - Parameter keys: `HashKey` and `HashIV`, 16 ASCII letters or digits each, one after the other.
    /// - Throws: ``PaymentError`` with code `invalidMerchant`, `CryptoError` for want of memory.
    package convenience init(id: String, keys: borrowing SecretBytes) throws {
        let isKnown = keys.withBytes { bytes in
            bytes.count == 32 && Self.testKeys.utf8.elementsEqual(bytes.indices.map { bytes[$0] })
        }
        try self.init(id: id, keys: keys, isTest: isKnown || id == Self.testID)
    }

    private init(id: String, keys: borrowing SecretBytes, isTest: Bool) throws {
        guard (1...10).contains(id.utf8.count), id.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw PaymentError(.invalidMerchant, "a merchant's number is at most ten digits")
        }
        let isPlain = keys.withBytes { bytes in
            bytes.count == 2 * Self.keyByteCount
                && bytes.indices.allSatisfy { index in
                    switch bytes[index] {
                    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                    default: false
                    }
                }
        }
        guard isPlain else {
            throw PaymentError(.invalidMerchant, "HashKey and HashIV have 16 letters or digits each")
        }
        self.id = id
        self.isTest = isTest
        key = try Self.half(of: keys, from: 0)
        iv = try Self.half(of: keys, from: Self.keyByteCount)
    }

    private static func half(of keys: borrowing SecretBytes, from start: Int) throws(CryptoError) -> SecretBytes {
        try SecretBytes(capacity: keyByteCount) { output throws(CryptoError) in
            keys.withBytes { bytes in
                for index in start..<start + keyByteCount { output.append(bytes[index]) }
            }
        }
    }

    package var description: String { "merchant \(id)" }

    // MARK: The test merchant

    private static let testID = "3002607"
    private static let testKeys = "pwFHCqoQZGmho4w6EkRm7iFT261dpevs"

    /// The merchant that ECPay publishes for tests (developers.ecpay.com.tw/?p=2856): everybody can sign for it.
    package static func test() throws -> ECPayMerchant {
        try ECPayMerchant(id: testID, keys: SecretBytes(copying: Array(testKeys.utf8).span), isTest: true)
    }

    // MARK: Signing

    func checkValue(of fields: [PaymentField]) -> String { CheckMacValue.value(of: fields, key: key, iv: iv) }

    /// The fields with their check value at the end.
    package func signed(_ fields: [PaymentField]) -> [PaymentField] {
        fields + [PaymentField(CheckMacValue.fieldName, checkValue(of: fields))]
    }

    /// A body of signed fields.
    package func signedBody(_ fields: [PaymentField]) -> [UInt8] { FormEncoding.body(signed(fields)) }

    /// A body of fields as they are, with whatever check value is among them.
    package func body(unsigned fields: [PaymentField]) -> [UInt8] { FormEncoding.body(fields) }

    /// Whether a form is ours or ECPay's. The time it takes does not depend on where the check values differ.
    package func accepts(_ form: PaymentForm) -> Bool {
        guard let value = form[CheckMacValue.fieldName] else { return false }
        return ConstantTime.areEqual(Array(value.utf8), Array(checkValue(of: form.fields).utf8))
    }
}
