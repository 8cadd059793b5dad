/// What a request puts into a page.
package enum PageValue {
    /// Escaped wherever it stands.
    case text(String)
    /// A drawing of ours, as it is.
    case markup([UInt8])
    case flag(Bool)
    case list([PageScope])
    case values(PageScope)

    static func list(_ items: [[String: PageValue]]) -> PageValue { .list(items.map(PageScope.values)) }

    /// - Returns: nil for what no page can show.
    init?(_ value: Any) {
        switch value {
        case let text as String: self = .text(text)
        case let markup as PageMarkup: self = .markup(markup.bytes)
        case let flag as Bool: self = .flag(flag)
        case let items as [[String: Any]]: self = .list(items.map(PageScope.any))
        case let texts as [String]: self = .list(texts.map(PageScope.text))
        case let values as [String: Any]: self = .values(.any(values))
        case let number as any BinaryInteger: self = .text(String(describing: number))
        default: return nil
        }
    }

    /// Whether a section of this name is shown.
    var isSomething: Bool {
        switch self {
        case .text(let text): !text.isEmpty
        case .markup(let bytes): !bytes.isEmpty
        case .flag(let flag): flag
        case .list(let items): !items.isEmpty
        case .values: true
        }
    }
}

/// What one of our templates made, to be put into another.
package struct PageMarkup: Sendable {
    let bytes: [UInt8]

    package init(bytes: [UInt8]) { self.bytes = bytes }
}

/// The values within a section, or of the whole page.
package enum PageScope {
    case values([String: PageValue])
    case any([String: Any])
    /// One of a list of texts.
    case text(String)

    func value(_ name: String) -> PageValue? {
        switch self {
        case .values(let values): values[name]
        case .any(let values): values[name].flatMap { PageValue($0) }
        case .text: nil
        }
    }
}
