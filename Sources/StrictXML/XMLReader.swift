/// Reads documents of elements and text that come from elsewhere.
///
/// Expat parses them (Debian's, kept up with its security updates). What makes it safe here:
/// - no document type reaches it: ``MarkupGate`` refuses every `<!` but comments and CDATA, and a handler stops the parser should
///   one get past. Without a document type nobody can declare an entity, so the five of XML and characters by number are all
///   there is; anything else is an error. It is given no handler for outside entities and so opens no file and no connection.
/// - bytes, elements, and the length of each tag (and so the number of attributes) are bounded before it is called, depth and
///   text while it runs, before we keep anything of them. What it keeps itself goes with the document's size.
/// - it gets the document in one piece: before 2.6 expat reads a long token anew with every piece (CVE-2023-52425).
/// - it gets UTF-8 that was looked at, and is told so: the encoding a document declares can't make it read other characters
///   than the gate did. What is declared is for the caller to compare (it knows what it decoded).
package enum XMLReader {
    /// What is done with a `&` that begins no reference, which is not well-formed.
    package enum BareAmpersands: Sendable {
        case refused
        /// Taken for the character.
        case repaired
    }

    /// - Parameters:
    ///   - utf8: the document, without a byte order mark.
    ///   - visit: told everything in order. Returns false to stop.
    /// - Returns: where bare ampersands were repaired, by their bytes in the text that was handed in.
    @inline(never)
    package static func read(
        _ utf8: [UInt8], limits: XMLLimits, bareAmpersands: BareAmpersands = .refused, _ visit: (XMLEvent) -> Bool
    ) throws(XMLError) -> [Int] {
        let gate = try MarkupGate(utf8, limits: limits)
        guard String(validating: utf8, as: UTF8.self) != nil else {
            throw XMLError(.notUTF8, XMLPlace(byte: 0, of: utf8), "the document is not UTF-8")
        }
        let repaired = bareAmpersands == .repaired ? gate.bareAmpersands : []
        let text = repaired.isEmpty ? utf8 : escaped(utf8, at: repaired)
        guard let parser = ExpatParser(limits: limits) else {
            throw XMLError(.unavailable, XMLPlace(line: 1, byte: 0), "there is no memory for a parser")
        }
        try parser.parse(text, shifts: repaired, visit)
        return repaired
    }

    private static func escaped(_ text: [UInt8], at places: [Int]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count + 4 * places.count)
        var from = 0
        for place in places {
            result += text[from...place]
            result += "amp;".utf8
            from = place + 1
        }
        return result + text[from...]
    }
}
