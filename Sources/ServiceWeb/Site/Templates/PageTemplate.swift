/// A template, read once: the words of one language are in their places, and a request fills in values only. What a general
/// engine makes of these pages, some thousand in a second, is too little for a change of shifts.
///
/// The language is the part of Mustache that needs no thought at run time: the pieces that ``TemplatePiece`` names. Of a tag that
/// stands alone on its line no line is left.
package struct PageTemplate: Sendable {
    let pieces: [TemplatePiece]

    /// - Parameter constant: the text of a name that is the same for every request; nil for another.
    /// - Throws: ``SiteFilesError`` for a template that can't be read.
    package init(
        _ template: String, constant: (String) throws(SiteFilesError) -> String? = { _ in nil }
    ) throws(SiteFilesError) {
        var rest = template[...]
        pieces = try Self.pieces(&rest, until: nil, constant: constant)
    }

    private static func pieces(
        _ rest: inout Substring, until end: String?, constant: (String) throws(SiteFilesError) -> String?
    ) throws(SiteFilesError) -> [TemplatePiece] {
        var pieces: [TemplatePiece] = []
        while let start = rest.firstRange(of: "{{") {
            pieces.append(.markup(Array(rest[..<start.lowerBound].utf8)))
            let isAtLineStart = start.lowerBound == rest.base.startIndex || rest.base[..<start.lowerBound].last == "\n"
            rest = rest[start.upperBound...]
            let isRaw = rest.first == "{"
            guard let close = rest.firstRange(of: isRaw ? "}}}" : "}}") else {
                throw SiteFilesError("a template has a {{ without its end")
            }
            let tag = String(rest[..<close.lowerBound].drop { $0 == "{" }).trimmed
            rest = rest[close.upperBound...]
            let name = String(tag.dropFirst()).trimmed
            if isAtLineStart, let kind = tag.first, "#^/".contains(kind), rest.first == "\n" { rest.removeFirst() }
            switch tag.first {
            case "#", "^":
                let inside = try Self.pieces(&rest, until: name, constant: constant)
                pieces.append(.section(name, isInverted: tag.first == "^", inside))
            case "/":
                guard name == end else { throw SiteFilesError("a template ends \(name), which it did not begin") }
                return joined(pieces)
            case ">": pieces.append(name.first == "*" ? .chosenPart(String(name.dropFirst())) : .part(name))
            case ".": pieces.append(.item)
            default:
                guard let text = try constant(tag) else {
                    pieces.append(.value(tag, isEscaped: !isRaw))
                    continue
                }
                var bytes: [UInt8] = []
                HTMLText.append(text, to: &bytes)
                pieces.append(.markup(bytes))
            }
        }
        guard end == nil else { throw SiteFilesError("a template never ends \(end ?? "")") }
        pieces.append(.markup(Array(rest.utf8)))
        return Self.joined(pieces)
    }

    /// The same with neighbours in one: what is left between two values is one copy.
    private static func joined(_ pieces: [TemplatePiece]) -> [TemplatePiece] {
        pieces.reduce(into: []) { joined, piece in
            if case .markup(let next) = piece, case .markup(let last)? = joined.last {
                joined[joined.count - 1] = .markup(last + next)
            } else {
                joined.append(piece)
            }
        }
    }

    /// The names that a request has to give values for.
    var names: Set<String> { Self.names(pieces) }

    private static func names(_ pieces: [TemplatePiece]) -> Set<String> {
        pieces.reduce(into: []) { names, piece in
            switch piece {
            case .markup, .item, .part: break
            case .value(let name, _), .chosenPart(let name): names.insert(name)
            case .section(let name, _, let inside): names.formUnion(Self.names(inside).union([name]))
            }
        }
    }
}

extension String {
    /// Without the spaces around a name.
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
