import PassCrypto
package import StrictJSON

/// Percent-encoding (RFC 3986 section 2.1) of everything but unreserved characters, upper-case digits, `/` included.
package enum PercentEncoding {
    package static func encode(_ text: ExactText) -> String {
        var output: [UInt8] = []
        for byte in text.string.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                output.append(byte)
            default:
                output.append(UInt8(ascii: "%"))
                output.append(contentsOf: Hex.encode([byte]).uppercased().utf8)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
