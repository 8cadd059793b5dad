import PassCrypto

/// ECPay's message authentication, `CheckMacValue` with `EncryptType` 1 (developers.ecpay.com.tw/?p=2902): the fields without it,
/// sorted by name without regard to case, joined with `&`, between `HashKey=…&` and `&HashIV=…`; escaped as .NET does, put into
/// small letters, hashed with SHA-256, written in great letters.
///
/// Two things it does not notice, by its construction: the case of a letter, and a value that is cut in two at an `&`. So nothing of
/// ours depends on case, and ``PaymentForm`` and ``CheckoutRequest`` let no `&` into a value.
enum CheckMacValue {
    static let fieldName = "CheckMacValue"

    /// 64 hexadecimal digits, in great letters.
    static func value(of fields: [PaymentField], key: borrowing SecretBytes, iv: borrowing SecretBytes) -> String {
        var input = Input()
        input.add("HashKey=")
        input.add(key)
        for field in sorted(fields) where field.name != fieldName {
            input.add("&")
            input.add(field.name)
            input.add("=")
            input.add(field.value)
        }
        input.add("&HashIV=")
        input.add(iv)
        return Hex.encode(input.hash.digest).uppercased()
    }

    /// Stable for names that differ in case only; ``PaymentForm`` has none.
    private static func sorted(_ fields: [PaymentField]) -> [PaymentField] {
        fields.map { (key: Array($0.name.utf8).map(lowered), field: $0) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.field)
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 0x20 : byte
    }

    /// What is hashed, escaped piece by piece: the keys never stand together in ordinary memory.
    private struct Input {
        var hash = SHA256()

        mutating func add(_ text: String) { hash.update(FormEncoding.encoded(text).map(lowered)) }

        /// Keys are letters and digits (``ECPayMerchant``), which stay as they are.
        mutating func add(_ secret: borrowing SecretBytes) {
            secret.withBytes { bytes in
                for index in bytes.indices { hash.update([lowered(bytes[index])]) }
            }
        }
    }
}
