import Identifiers
package import PassFormat

/// An application that waits to be decided, with what a clerk decides by. The identity number is masked.
package struct OpenApplication: Hashable, Sendable {
    package struct Access: Hashable, Sendable {
        /// UN/LOCODE.
        package let port: String
        /// Names of zones.
        package let zones: [String]
    }

    package let id: ApplicationID
    package let createdAt: Int64
    package let name: String?
    /// The last four characters of the identity number.
    package let idHint: String?
    package let organisation: String?
    package let term: PassTerm?
    package let access: [Access]
    /// Seconds since 1970; nil where the record names a span from its issue.
    package let notBefore: Int64?
    /// Good before this moment; nil as above.
    package let expires: Int64?
    /// Whether a photo came along: see ``Register/photo(of:)``.
    package let hasPhoto: Bool

    init(_ id: ApplicationID, createdAt: Int64, _ record: PassRecord) {
        self.id = id
        self.createdAt = createdAt
        name = record.name.map(TextNormalisation.trimmed)
        idHint = record.idNumber.map { String(TextNormalisation.compact($0).suffix(4)) }
        organisation = record.organisation.map(TextNormalisation.trimmed)
        term = record.term
        access = record.access.map { Access(port: $0.port, zones: $0.zones) }
        notBefore = Self.moment(record.notBefore)
        expires = Self.moment(record.notAfter)
        hasPhoto = record.photoSecret != nil
    }

    private static func moment(_ time: RecordTime?) -> Int64? {
        if case .moment(let moment)? = time { moment } else { nil }
    }
}
