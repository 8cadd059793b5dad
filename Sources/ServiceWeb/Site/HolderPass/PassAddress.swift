import Register

/// The address of a pass's page. The number in it is printed on the pass and opens nothing.
struct PassAddress: Hashable, Sendable {
    let language: SiteLanguage
    let number: String

    /// Nil for what can be no number.
    init?(_ language: SiteLanguage, number: some StringProtocol) {
        let isPlain = number.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
            default: false
            }
        }
        guard isPlain, (1...24).contains(number.utf8.count) else { return nil }
        self.init(language: language, number: String(number))
    }

    init(language: SiteLanguage, number: String) {
        self.language = language
        self.number = number
    }

    static func folder(_ language: SiteLanguage) -> String { "/\(language.rawValue)/my/passes/" }

    var path: String { Self.folder(language) + number }

    /// Where somebody proves that a pass is theirs, and comes back from.
    var prove: String { "/\(language.rawValue)/prove?then=\(path)" }
}
