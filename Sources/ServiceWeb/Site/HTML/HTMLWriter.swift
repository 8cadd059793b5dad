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
            append("=\"")
            appendEscaped(attribute.value)
            append("\"")
        }
        append(">")
    }

    private mutating func append(_ text: String) { bytes += text.utf8 }

    private mutating func appendEscaped(_ text: String) { HTMLText.append(text, to: &bytes) }
}
