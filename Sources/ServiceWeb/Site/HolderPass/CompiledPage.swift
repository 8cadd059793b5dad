/// A page's template, read once: the words of one language are in their places, and a request fills in values only. What a general
/// template engine makes of a page of this size, 2,000 in a second, is too little for a change of shifts.
///
/// The language is the part of Mustache that needs no thought at run time: `{{name}}`, `{{{name}}}` for markup of our own,
/// `{{#name}}…{{/name}}`, `{{^name}}…{{/name}}`.
struct CompiledPage: Sendable {
    indirect enum Piece: Sendable {
        case markup([UInt8])
        case value(String, isEscaped: Bool)
        case section(String, isInverted: Bool, [Piece])
    }

    private let pieces: [Piece]

    /// - Parameter constant: the text of a name that is the same for every request; nil for another.
    /// - Throws: ``SiteFilesError`` for a template that can't be read.
    init(_ template: String, constant: (String) throws(SiteFilesError) -> String?) throws(SiteFilesError) {
        var rest = template[...]
        pieces = try Self.pieces(&rest, until: nil, constant: constant)
    }

    private static func pieces(
        _ rest: inout Substring, until end: String?, constant: (String) throws(SiteFilesError) -> String?
    ) throws(SiteFilesError) -> [Piece] {
        var pieces: [Piece] = []
        while let start = rest.firstRange(of: "{{") {
            pieces.append(.markup(Array(rest[..<start.lowerBound].utf8)))
            rest = rest[start.upperBound...]
            let isRaw = rest.first == "{"
            guard let close = rest.firstRange(of: isRaw ? "}}}" : "}}") else {
                throw SiteFilesError("a template has a {{ without its end")
            }
            let tag = String(rest[..<close.lowerBound].drop { $0 == "{" })
            rest = rest[close.upperBound...]
            let name = String(tag.dropFirst())
            switch tag.first {
            case "#", "^":
                let inside = try Self.pieces(&rest, until: name, constant: constant)
                pieces.append(.section(name, isInverted: tag.first == "^", inside))
            case "/":
                guard name == end else { throw SiteFilesError("a template ends \(name), which it did not begin") }
                return joined(pieces)
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
    private static func joined(_ pieces: [Piece]) -> [Piece] {
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

    private static func names(_ pieces: [Piece]) -> Set<String> {
        pieces.reduce(into: []) { names, piece in
            switch piece {
            case .markup: break
            case .value(let name, _): names.insert(name)
            case .section(let name, _, let inside): names.formUnion(Self.names(inside).union([name]))
            }
        }
    }

    /// - Parameter capacity: bytes that the page will have, about.
    func bytes(_ values: [String: PageValue], capacity: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(capacity)
        Self.write(pieces, [values], to: &bytes)
        return bytes
    }

    private static func write(_ pieces: [Piece], _ scopes: [[String: PageValue]], to bytes: inout [UInt8]) {
        for piece in pieces {
            switch piece {
            case .markup(let markup): bytes += markup
            case .value(let name, let isEscaped):
                switch value(name, scopes) {
                case .text(let text) where isEscaped: HTMLText.append(text, to: &bytes)
                case .markup(let markup) where !isEscaped: bytes += markup
                // A text is never taken for markup.
                case .text, .markup, .flag, .list, nil: break
                }
            case .section(let name, let isInverted, let inside):
                let value = value(name, scopes)
                if isInverted {
                    if !(value?.isSomething ?? false) { write(inside, scopes, to: &bytes) }
                } else if case .list(let items) = value {
                    for item in items { write(inside, scopes + [item], to: &bytes) }
                } else if value?.isSomething ?? false {
                    write(inside, scopes, to: &bytes)
                }
            }
        }
    }

    private static func value(_ name: String, _ scopes: [[String: PageValue]]) -> PageValue? {
        for scope in scopes.reversed() {
            if let value = scope[name] { return value }
        }
        return nil
    }
}
