/// Writes one HTML document, and is the only way to.
///
/// Names of elements and attributes come from closed lists; every text and every value of an attribute is escaped here, with no
/// way around it. There is no element for scripts or styles, and no attribute that holds either.
struct HTMLWriter {
    private(set) var bytes = Array("<!DOCTYPE html>\n".utf8)

    /// An element with what `content` writes in it.
    mutating func element(
        _ tag: HTMLTag, _ attributes: [HTMLAttribute] = [], _ content: (inout HTMLWriter) -> Void
    ) {
        open(tag.rawValue, attributes)
        content(&self)
        append("</")
        append(tag.rawValue)
        append(">")
    }

    /// An element with a text in it.
    mutating func element(_ tag: HTMLTag, _ attributes: [HTMLAttribute], _ text: String) {
        element(tag, attributes) { $0.text(text) }
    }

    mutating func element(_ tag: HTMLTag, _ text: String) { element(tag, [], text) }

    /// An element that has no end and nothing in it.
    mutating func void(_ tag: HTMLVoidTag, _ attributes: [HTMLAttribute]) { open(tag.rawValue, attributes) }

    mutating func text(_ text: String) { appendEscaped(text) }

    /// A text that somebody typed, kept from turning the direction of what stands around it.
    mutating func typed(_ text: String) { element(.bdi, text) }

    private mutating func open(_ name: String, _ attributes: [HTMLAttribute]) {
        append("<")
        append(name)
        for attribute in attributes {
            append(" ")
            append(attribute.name.description)
            guard let value = attribute.value else { continue }
            append("=\"")
            appendEscaped(value)
            append("\"")
        }
        append(">")
    }

    private mutating func append(_ text: String) { bytes += text.utf8 }

    /// What could end a text or a quoted value becomes a reference; what HTML forbids (WHATWG HTML, section 13.1.5: control
    /// characters but for white space, and noncharacters) becomes U+FFFD.
    private mutating func appendEscaped(_ text: String) {
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x26: append("&amp;")
            case 0x3C: append("&lt;")
            case 0x3E: append("&gt;")
            case 0x22: append("&quot;")
            case 0x27: append("&#39;")
            case 0..<0x09, 0x0B..<0x20, 0x7F..<0xA0, 0xFDD0...0xFDEF: append("\u{FFFD}")
            case let value where value & 0xFFFE == 0xFFFE: append("\u{FFFD}")
            default: bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            }
        }
    }
}
