/// A text of plain paragraphs, in which addresses of the web are links. Whoever writes it writes no markup.
struct NewsText {
    enum Piece: Hashable {
        case text(String)
        /// An address, which is its own text: nobody is led elsewhere than they read.
        case link(String)
    }

    let paragraphs: [[Piece]]

    init(_ text: String) {
        paragraphs = text.split(separator: "\n\n").map { Self.pieces(of: String($0).replacing("\n", with: " ")) }
            .filter { !$0.isEmpty }
    }

    /// Shown by `{{>paragraphs}}`.
    var values: [[String: Any]] {
        paragraphs.map { pieces in
            [
                "pieces": pieces.map { piece -> [String: Any] in
                    switch piece {
                    case .text(let text): ["isLink": false, "text": text]
                    case .link(let address): ["isLink": true, "text": address]
                    }
                }
            ]
        }
    }

    private static let scheme = "https://"

    private static func pieces(of paragraph: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = Substring(paragraph)
        while let start = rest.firstRange(of: scheme)?.lowerBound {
            let address = self.address(rest[start...])
            if start > rest.startIndex { pieces.append(.text(String(rest[..<start]))) }
            // With nothing behind it, it is no address.
            pieces.append(address.count > scheme.count ? .link(String(address)) : .text(String(address)))
            rest = rest[address.endIndex...]
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
        return pieces
    }

    /// As far as characters of an address go (RFC 3986 section 2), without the signs with which a sentence ends.
    private static func address(_ text: Substring) -> Substring {
        var address = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-._~:/?#@!$&'()*+,;=%".contains($0)) }
        while address.count > scheme.count, let last = address.last, ".,;:!?'()".contains(last) { address.removeLast() }
        return address
    }
}
