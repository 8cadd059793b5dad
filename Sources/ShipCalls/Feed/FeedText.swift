import StrictXML
import Tables

/// The bytes of a feed as UTF-8, whatever they are, as long as they are what they say.
struct FeedText: Sendable {
    let utf8: [UInt8]
    let encoding: FeedEncoding
    let oddities: [FeedOddity]

    /// - Parameter charset: what the server's header says, if anything.
    /// - Throws: `empty`, `tooLarge`, `unsupportedEncoding`, `wrongEncoding`, `noConverter`.
    init(_ bytes: [UInt8], charset: String?, limits: FeedLimits) throws(ShipFeedError) {
        guard bytes.count <= limits.bytes else {
            throw ShipFeedError(.tooLarge, nil, "the feed has more than \(limits.bytes) bytes")
        }
        guard bytes.contains(where: { $0 > 0x20 }) else { throw ShipFeedError(.empty, nil, "the feed is empty") }
        guard !bytes.starts(with: [0xFE, 0xFF]), !bytes.starts(with: [0xFF, 0xFE]) else {
            throw ShipFeedError(.unsupportedEncoding, XMLPlace(line: 1, byte: 0), "the feed is in UTF-16")
        }
        if let zero = bytes.firstIndex(of: 0) {
            throw ShipFeedError(.wrongEncoding, XMLPlace(byte: zero, of: bytes), "the feed holds a zero byte")
        }
        let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let body = isMarked ? Array(bytes.dropFirst(3)) : bytes
        let declared = try Self.declared(body)
        let header = try Self.header(charset)
        if isMarked, declared == .big5 {
            throw ShipFeedError(
                .wrongEncoding, XMLPlace(line: 1, byte: 0), "the feed says Big5 and begins with the mark of UTF-8")
        }
        var oddities: [FeedOddity] = []
        if let declared, let header, declared != header {
            oddities.append(FeedOddity(.encodingDiffers, value: header.rawValue))
        }
        let said = isMarked ? FeedEncoding.utf8 : declared ?? header
        switch said {
        case .utf8: utf8 = try Self.checked(body)
        case .big5: utf8 = try Self.big5(body)
        case nil where String(validating: body, as: UTF8.self) != nil: utf8 = body
        case nil:
            // XML means UTF-8 where nothing is said. The feed is known to be Big5, and often enough it is kept without its
            // first line.
            utf8 = try Self.big5(body)
            oddities.append(FeedOddity(.encodingUndeclared))
        }
        encoding = said ?? (oddities.isEmpty ? .utf8 : .big5)
        self.oddities = oddities
    }

    private static func checked(_ bytes: [UInt8]) throws(ShipFeedError) -> [UInt8] {
        if String(validating: bytes, as: UTF8.self) != nil { return bytes }
        throw ShipFeedError(
            .wrongEncoding, XMLPlace(byte: firstFault(bytes), of: bytes), "the feed says UTF-8 and is not")
    }

    /// Where bytes cease to be UTF-8, to the character.
    private static func firstFault(_ bytes: [UInt8]) -> Int {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var place = 0
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar): place += UTF8.width(scalar)
            case .emptyInput, .error: return place
            }
        }
    }

    private static func big5(_ bytes: [UInt8]) throws(ShipFeedError) -> [UInt8] {
        guard let first = bytes.firstIndex(where: { $0 >= 0x80 }) else { return bytes }
        // Chinese in UTF-8 reads as Big5 of other characters, and a whole feed of Big5 is never valid UTF-8 by accident: bytes
        // from 0x80 up would have to come in threes of E3 to E9 and two of 80 to BF.
        if bytes.contains(where: { (0xE3...0xE9).contains($0) }), String(validating: bytes, as: UTF8.self) != nil {
            throw ShipFeedError(
                .wrongEncoding, XMLPlace(byte: first, of: bytes), "the feed says Big5 and is UTF-8")
        }
        guard let page = CodePage950() else {
            throw ShipFeedError(.noConverter, nil, "this machine has no converter for Big5")
        }
        let (text, unreadable, fault) = page.decode(bytes)
        // A few characters of somebody's own making, or cut in half, are to be expected; where a quarter is unreadable it is
        // not Big5.
        guard unreadable <= 3 || unreadable * 4 <= text.count(where: { $0 >= 0xC0 }) else {
            throw ShipFeedError(
                .wrongEncoding, fault.map { XMLPlace(byte: $0, of: bytes) }, "the feed is not Big5")
        }
        return text
    }

    /// What the first line says. Nil when it says nothing.
    private static func declared(_ bytes: [UInt8]) throws(ShipFeedError) -> FeedEncoding? {
        guard let name = declaredName(bytes) else { return nil }
        guard let encoding = FeedEncoding(named: name) else {
            throw ShipFeedError(
                .unsupportedEncoding, XMLPlace(line: 1, byte: 0), "the feed declares an encoding that is not read")
        }
        return encoding
    }

    private static func header(_ charset: String?) throws(ShipFeedError) -> FeedEncoding? {
        guard let charset, !charset.isEmpty else { return nil }
        guard let encoding = FeedEncoding(named: charset) else {
            throw ShipFeedError(.unsupportedEncoding, nil, "the server names an encoding that is not read")
        }
        return encoding
    }

    /// The value of `encoding` in `<?xml … ?>`, which is ASCII in every encoding that is read.
    static func declaredName(_ bytes: [UInt8]) -> String? {
        guard bytes.starts(with: "<?xml".utf8) else { return nil }
        let head = bytes.prefix(200)
        guard let end = head.firstIndex(of: UInt8(ascii: ">")) else { return nil }
        let line = String(decoding: head[..<end], as: UTF8.self)
        guard let name = line.firstRange(of: "encoding") else { return nil }
        var rest = line[name.upperBound...].drop { $0.isWhitespace }
        guard rest.popFirst() == "=" else { return nil }
        rest = rest.drop { $0.isWhitespace }
        guard let quote = rest.popFirst(), quote == "\"" || quote == "'", let close = rest.firstIndex(of: quote) else {
            return nil
        }
        return String(rest[..<close])
    }
}
