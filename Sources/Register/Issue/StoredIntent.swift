import PassFormat

/// A pass that the database holds as an intent: everything but its signature.
///
/// A class, for it goes through many hands: a copy of its claims would count a dozen references.
final class StoredIntent: Sendable {
    let seq: Int64
    let id: PassID
    let number: String
    let claims: PassClaims
    let draft: PassDraft
    let place: StatusPlace
    /// The row it replaces, and when.
    let replaces: Int64?
    let activation: Activation
    let reason: String?
    let warnings: [FieldProblem]
    /// For whoever holds what it replaces.
    let notice: Notice?

    init(
        seq: Int64, id: PassID, number: String, claims: PassClaims, draft: PassDraft, place: StatusPlace,
        replaces: Int64?,
        activation: Activation, reason: String?, warnings: [FieldProblem], notice: Notice? = nil
    ) {
        self.seq = seq
        self.id = id
        self.number = number
        self.claims = claims
        self.draft = draft
        self.place = place
        self.replaces = replaces
        self.activation = activation
        self.reason = reason
        self.warnings = warnings
        self.notice = notice
    }

    /// From the database, after a crash.
    /// - Throws: ``RegisterError`` when the stored payload is not the one encoding of its claims.
    convenience init(_ row: PassRow, keyID: KeyID, notice: Notice? = nil) throws {
        let claims = try PassClaims(decoding: row.payload)
        let draft = try PassDraft(claims, keyID: keyID)
        guard draft.payload == row.payload, claims.id == row.id else { throw RegisterError.damaged("an intent") }
        self.init(
            seq: row.seq, id: row.id, number: row.number, claims: claims, draft: draft, place: row.place,
            replaces: row.replaces, activation: Activation(stored: row.activatesAt ?? 0), reason: row.reason,
            warnings: [], notice: notice)
    }

    func issued(_ text: String) -> IssuedPass {
        IssuedPass(
            id: id, number: number, text: text, list: place.list, index: place.index, uri: claims.status.uri.string,
            expires: claims.expires, warnings: warnings)
    }
}

/// What became of one pass in the first transaction.
enum IntentResult: Sendable {
    case stored(StoredIntent)
    case already(PassRow)
    case refused(RecordRefusal)
}
