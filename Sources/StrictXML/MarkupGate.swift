/// Looks over a document before the parser does: what must not be in it at all, and how large its pieces are.
///
/// It knows only where tags, comments, sections and instructions begin and end. Where it is mistaken about something that is not
/// well-formed, the parser refuses it afterwards.
struct MarkupGate {
    /// `&` in text that begins no reference, by their places, ascending.
    private(set) var bareAmpersands: [Int] = []

    private let text: [UInt8]
    private let limits: XMLLimits
    private var place = 0
    private var tags = 0

    /// - Throws: `tooLarge`, `doctype`, `tooManyElements`, `tagTooLong`.
    init(_ text: [UInt8], limits: XMLLimits) throws(XMLError) {
        self.text = text
        self.limits = limits
        guard text.count <= limits.bytes else {
            throw XMLError(
                .tooLarge, XMLPlace(line: 1, byte: limits.bytes), "the document has more than \(limits.bytes) bytes")
        }
        while place < text.count {
            switch text[place] {
            case UInt8(ascii: "<"): try passMarkup()
            case UInt8(ascii: "&"):
                if !beginsReference(place) { bareAmpersands.append(place) }
                place += 1
            default: place += 1
            }
        }
    }

    private mutating func passMarkup() throws(XMLError) {
        if follows("<!--") { return pass(to: "-->", from: place + 4) }
        if follows("<![CDATA[") { return pass(to: "]]>", from: place + 9) }
        if follows("<?") { return pass(to: "?>", from: place + 2) }
        guard !follows("<!") else {
            throw XMLError(
                .doctype, XMLPlace(byte: place, of: text), "a document type or a declaration is not taken")
        }
        try passTag()
    }

    private mutating func passTag() throws(XMLError) {
        let start = place
        if !follows("</") {
            tags += 1
            guard tags <= limits.elements else {
                throw XMLError(
                    .tooManyElements, XMLPlace(byte: start, of: text),
                    "there are more than \(limits.elements) elements")
            }
        }
        var quote: UInt8?
        place += 1
        while place < text.count {
            let byte = text[place]
            place += 1
            guard place - start <= limits.tagBytes else {
                throw XMLError(
                    .tagTooLong, XMLPlace(byte: start, of: text), "a tag has more than \(limits.tagBytes) bytes")
            }
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: ">") {
                return
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            }
        }
    }

    /// Behind the mark, or to the end of the text where it is missing.
    private mutating func pass(to mark: StaticString, from start: Int) {
        place = start
        while place < text.count, !follows(mark) { place += 1 }
        place = min(text.count, place + mark.utf8CodeUnitCount)
    }

    private func follows(_ mark: StaticString) -> Bool {
        mark.withUTF8Buffer { mark in
            guard place + mark.count <= text.count else { return false }
            var index = 0
            while index < mark.count {
                guard unsafe text[place + index] == mark[index] else { return false }
                index += 1
            }
            return true
        }
    }

    /// `&name;`, `&#1234;` or `&#x12AB;`, whether or not it means something.
    private func beginsReference(_ ampersand: Int) -> Bool {
        var index = ampersand + 1
        guard index < text.count else { return false }
        let isNumber = text[index] == UInt8(ascii: "#")
        if isNumber { index += 1 }
        let start = index
        // No name of an entity is longer; the rest of a text is not searched for a semicolon.
        while index < text.count, index - start <= 32, Self.isNameByte(text[index]) { index += 1 }
        guard index > start, index < text.count, text[index] == UInt8(ascii: ";") else { return false }
        return isNumber || !Self.isDigit(text[start])
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }
}
