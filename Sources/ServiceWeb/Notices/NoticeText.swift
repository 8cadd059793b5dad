import Mail
package import Register

/// A notice in words.
package struct NoticeText: Hashable, Sendable {
    package let subject: String
    package let body: String
    /// For a short message: one text without subject.
    package let short: String

    /// - Parameter site: the public address of the site, without a `/` at its end.
    package init(_ notice: Notice, texts: SiteTexts, site: String) {
        let language = notice.language
        func fill(_ name: String, isShort: Bool) -> String {
            Template.fill(texts.template("notice.\(name)", language)) { place in
                switch place {
                case "site": "\(site)/\(language.rawValue)/"
                case "until", "day": notice.facts[place].map { NoticeFact.day($0, language, isShort: isShort) }
                case "amount": notice.facts[place].map(NoticeFact.amount)
                default: notice.facts[place]
                }
            }
        }
        let key = notice.kind.rawValue
        subject = fill("\(key).subject", isShort: true)
        body = fill("\(key).body", isShort: false) + "\n\n" + fill("footer", isShort: false) + "\n"
        short = fill("\(key).sms", isShort: true)
    }
}
