/// One of many applications on its way into the register: everything that needs chance, keys or work is done.
struct BatchRow: Sendable {
    let entry: RosterEntryID
    let title: String
    let content: Content

    enum Content: Sendable {
        case refused([Fault])
        case made(Made)
    }

    struct Made: Sendable {
        let id: ApplicationID
        /// The first that is free is taken.
        let numbers: [ApplicationNumber]
        let kind: ApplicationKind
        let language: SiteLanguage
        let contact: [UInt8]?
        /// Sealed.
        let document: [UInt8]
        let prepared: PreparedApplication
        let renews: String
        let photo: (attachment: Attachment, sealed: [UInt8])?

        /// As the rules look at it, before it is stored.
        func application(_ company: Int64, now: Int64) -> PassApplication {
            PassApplication(
                id: id, number: numbers.first?.text ?? "", kind: kind, state: .draft, language: language,
                channel: .online, version: 1, faults: [], createdAt: now, changedAt: now, submittedAt: nil, dueAt: nil,
                verdict: nil, decidedAt: nil, reason: nil, issuedAt: nil, seq: 0, contact: contact, company: company)
        }
    }
}
