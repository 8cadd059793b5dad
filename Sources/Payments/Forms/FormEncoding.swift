/// How .NET's `HttpUtility.UrlEncode` writes a byte, which is how ECPay writes it: letters, digits and `- _ . ! * ( )` stay, a
/// space becomes `+`, everything else `%xx` in small letters.
enum FormEncoding {
    private static let digits: [UInt8] = Array("0123456789abcdef".utf8)

    static func append(_ byte: UInt8, to output: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
            UInt8(ascii: "!"), UInt8(ascii: "*"), UInt8(ascii: "("), UInt8(ascii: ")"):
            output.append(byte)
        case 0x20: output.append(UInt8(ascii: "+"))
        default: output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }

    static func encoded(_ text: String) -> [UInt8] {
        var output: [UInt8] = []
        for byte in text.utf8 { append(byte, to: &output) }
        return output
    }

    /// A body of type `application/x-www-form-urlencoded`.
    static func body(_ fields: [PaymentField]) -> [UInt8] {
        var output: [UInt8] = []
        for field in fields {
            if !output.isEmpty { output.append(UInt8(ascii: "&")) }
            output += encoded(field.name)
            output.append(UInt8(ascii: "="))
            output += encoded(field.value)
        }
        return output
    }
}
