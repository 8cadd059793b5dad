import Mustache

/// How a text becomes part of a page. In place of the library's own, which looks at whole characters: a quotation mark with a
/// combining accent behind it is another character there, passes, and ends the attribute that it stands in.
package struct PageText: MustacheContentType {
    static let name = "PAGE"

    /// Puts the pragma before a template, which makes everything in it go through here.
    static let pragma = "{{% CONTENT_TYPE:\(name)}}"

    static func register() { MustacheContentTypes.register(PageText(), named: name) }

    func escapeText(_ text: String) -> String { Self.escaped(text) }

    /// What could end a text or a quoted value becomes a reference; what HTML forbids (WHATWG HTML, section 13.1.5: control
    /// characters but for white space, and noncharacters) becomes U+FFFD.
    package static func escaped(_ text: String) -> String {
        guard !text.utf8.allSatisfy(isPlain) else { return text }
        var result = ""
        result.reserveCapacity(text.utf8.count + 16)
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x26: result += "&amp;"
            case 0x3C: result += "&lt;"
            case 0x3E: result += "&gt;"
            case 0x22: result += "&quot;"
            case 0x27: result += "&#39;"
            case 0..<0x09, 0x0B..<0x20, 0x7F..<0xA0, 0xFDD0...0xFDEF: result += "\u{FFFD}"
            case let value where value & 0xFFFE == 0xFFFE: result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Bytes of a text that needs nothing done. `C2` begins the control characters U+0080 to U+009F, `EF` and `F0` to `F4` what
    /// holds the noncharacters; Chinese is of `E4` to `E9`.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x21, 0x23...0x25, 0x28...0x3B, 0x3D, 0x3F...0x7E, 0x09, 0x0A, 0x80...0xC1, 0xC3...0xEE: true
        default: false
        }
    }
}
