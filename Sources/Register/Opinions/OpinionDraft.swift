/// What somebody writes to the service, before it has a number.
package struct OpinionDraft: Hashable, Sendable {
    package var kind: OpinionKind
    package var about: OpinionSubject?
    /// What an appeal about a pass is against, where it is not the newest decision.
    package var violation: ViolationNumber?
    package var text: String
    /// Where messages go; nil for nowhere.
    package var contact: Contact?
    package var language: SiteLanguage
    package var channel: PassApplication.Channel

    package init(
        _ kind: OpinionKind, about: OpinionSubject? = nil, text: String, contact: Contact? = nil,
        language: SiteLanguage, channel: PassApplication.Channel = .online
    ) {
        self.kind = kind
        self.about = about
        self.text = text
        self.contact = contact
        self.language = language
        self.channel = channel
    }
}
