/// What a request puts into a page.
enum PageValue: Sendable {
    /// Escaped wherever it stands.
    case text(String)
    /// A drawing of ours, as it is.
    case markup([UInt8])
    case flag(Bool)
    case list([[String: PageValue]])

    /// Whether a section of this name is shown.
    var isSomething: Bool {
        switch self {
        case .text(let text): !text.isEmpty
        case .markup(let bytes): !bytes.isEmpty
        case .flag(let flag): flag
        case .list(let items): !items.isEmpty
        }
    }
}
