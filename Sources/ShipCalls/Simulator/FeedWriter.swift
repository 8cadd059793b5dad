import Tables

/// Writes feeds as TPNet does, and as it should not.
package struct FeedWriter: Sendable {
    package var shape: FeedShape
    package var encoding: FeedEncoding = .big5
    /// The name in the first line; nil for a first line without one.
    package var declaredName: String? = "Big5"
    package var hasFirstLine = true
    /// Begin with the mark of UTF-8.
    package var hasMark = false
    package var empties: Empties = .element
    /// `&` in texts as it is.
    package var hasBareAmpersands = false
    package var hasLineBreaks = true

    /// How a field is written of which nothing is known.
    package enum Empties: Sendable, CaseIterable {
        case element, selfClosing, leftOut
    }

    package init(shape: FeedShape) { self.shape = shape }

    /// Stands in a text for the first half of a character, which only Big5 can have.
    package static let halfCharacter = "\u{E000}"

    /// Nil when a character has no place in the encoding, or this machine has no converter.
    package func bytes(_ rows: [FeedRow]) -> [UInt8]? {
        var text = hasMark ? "\u{FEFF}" : ""
        if hasFirstLine {
            text += "<?xml version=\"1.0\"" + (declaredName.map { " encoding=\"\($0)\"" } ?? "") + "?>" + lineBreak
        }
        text += shape == .openData ? "<OPEN_DATA><DESCRIPTION>船舶動態</DESCRIPTION><SHIPS>" : "<IN_PORT>"
        text += lineBreak
        for row in rows { write(row, to: &text) }
        text += shape == .openData ? "</SHIPS></OPEN_DATA>" : "</IN_PORT>"
        return encoded(text + lineBreak)
    }

    private var lineBreak: String { hasLineBreaks ? "\r\n" : "" }

    private func write(_ row: FeedRow, to text: inout String) {
        text += "<SHIP\(row.attributes)>\(row.preface)"
        for field in row.fields {
            let name = field.element
            switch field.content {
            case .text(""):
                switch empties {
                case .element: text += "<\(name)></\(name)>"
                case .selfClosing: text += "<\(name)/>"
                case .leftOut: continue
                }
            case .text(let value): text += "<\(name)>\(escaped(value))</\(name)>"
            case .markup(let markup): text += "<\(name)>\(markup)</\(name)>"
            }
            text += lineBreak
        }
        text += "</SHIP>" + lineBreak
    }

    private func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x26 || $0 == 0x3C || $0 == 0x3E }) else { return text }
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": result += hasBareAmpersands ? "&" : "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }

    private func encoded(_ text: String) -> [UInt8]? {
        guard encoding == .big5 else { return Array(text.utf8) }
        guard let page = CodePage950Writer() else { return nil }
        let utf8 = Array(text.utf8)
        var bytes: [UInt8] = []
        var from = 0
        while true {
            let place = Self.half(in: utf8, from: from)
            guard let encoded = page.encode(Array(utf8[from..<(place ?? utf8.count)])) else { return nil }
            bytes += encoded
            guard let place else { return bytes }
            bytes.append(0xA4)
            from = place + Self.halfCharacter.utf8.count
        }
    }

    /// Where ``halfCharacter`` stands next; it alone begins with 0xEE here.
    private static func half(in utf8: [UInt8], from: Int) -> Int? {
        let start = halfCharacter.utf8.first
        return utf8[from...].firstIndex { $0 == start }
    }
}
