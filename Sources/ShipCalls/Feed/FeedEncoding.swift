/// The encodings a feed may come in.
package enum FeedEncoding: String, Hashable, Sendable, CaseIterable {
    /// As Windows writes it: code page 950.
    case big5 = "Big5"
    case utf8 = "UTF-8"

    /// By the name in a declaration or a header. Nil for one that is not read.
    package init?(named name: String) {
        switch name.lowercased() {
        case "big5", "big-5", "cp950", "windows-950", "ms950", "csbig5", "x-x-big5", "big5-eten": self = .big5
        case "utf-8", "utf8", "us-ascii", "ascii": self = .utf8
        default: return nil
        }
    }
}
