import HTTPTypes
import Hummingbird
import Register

/// Which language somebody is spoken to in who has not said it in the address.
enum LanguageChoice {
    /// Of this host alone, like those that matter (``SiteCookie``): no other host of the domain chooses for anybody.
    static let cookie = "__Host-lang"

    /// The cookie, then what the browser asks for, else Chinese.
    static func language(for request: Request) -> SiteLanguage {
        chosen(in: request.headers[values: .cookie]) ?? accepted(request.headers[.acceptLanguage]) ?? .zhHant
    }

    /// The cookie's value.
    static func chosen(in fields: [String]) -> SiteLanguage? {
        for field in fields {
            for pair in field.utf8.split(separator: UInt8(ascii: ";")) {
                let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1)
                guard parts.count == 2, parts[0].filter({ $0 != 0x20 }).elementsEqual(cookie.utf8) else { continue }
                return SiteLanguage(rawValue: String(decoding: parts[1].filter { $0 != 0x20 }, as: UTF8.self))
            }
        }
        return nil
    }

    /// `Accept-Language` (RFC 9110 section 12.5.4): the best of ours, the first of equals.
    static func accepted(_ field: String?) -> SiteLanguage? {
        var best: (language: SiteLanguage, weight: Double)?
        for entry in (field ?? "").split(separator: ",").prefix(32) {
            let parts = entry.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
            guard let tag = parts.first, let language = language(of: tag) else { continue }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            if weight > 0, weight <= 1, weight > best?.weight ?? 0 { best = (language, weight) }
        }
        return best?.language
    }

    /// What is kept of a choice: no secret, and nothing else of anybody.
    static func keeping(_ language: SiteLanguage) -> String {
        "\(cookie)=\(language.rawValue); Path=/; Max-Age=31536000; Secure; HttpOnly; SameSite=Lax"
    }

    private static func language(of tag: String) -> SiteLanguage? {
        switch tag.prefix(while: { $0 != "-" }) {
        case "zh": .zhHant
        case "en": .en
        case "vi": .vi
        case "id", "in": .id
        case "th": .th
        case "fil", "tl": .fil
        default: nil
        }
    }
}
