/// Texts made safe in HTML.
package enum HTMLText {
    package static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        append(text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What could end a text or a quoted value becomes a reference; what HTML forbids (WHATWG HTML, section 13.1.5: control
    /// characters but for white space, and noncharacters) becomes U+FFFD.
    static func append(_ text: String, to bytes: inout [UInt8]) {
        if text.utf8.allSatisfy(isPlain) {
            bytes += text.utf8
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x26: bytes += "&amp;".utf8
            case 0x3C: bytes += "&lt;".utf8
            case 0x3E: bytes += "&gt;".utf8
            case 0x22: bytes += "&quot;".utf8
            case 0x27: bytes += "&#39;".utf8
            case 0..<0x09, 0x0B..<0x20, 0x7F..<0xA0, 0xFDD0...0xFDEF: bytes += "\u{FFFD}".utf8
            case let value where value & 0xFFFE == 0xFFFE: bytes += "\u{FFFD}".utf8
            default: bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            }
        }
    }

    /// Whether a byte is part of nothing that is changed; most texts are made of these.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x22, 0x26, 0x27, 0x3C, 0x3E, 0x7F, 0..<0x20: false
        // The first bytes of control characters above ASCII and of noncharacters.
        case 0xC2, 0xEF, 0xF0...0xFF: false
        default: true
        }
    }
}
