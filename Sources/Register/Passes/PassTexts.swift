import PassFormat

/// Makes texts and summaries from rows. A text is not stored: payload, signature and key give it, always the same.
struct PassTexts: Sendable {
    private let keys: [Int64: RegisterKey]

    /// - Parameter keys: all keys the register ever had.
    init(keys: [RegisterKey]) {
        self.keys = Dictionary(keys.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func knows(_ row: PassRow) -> Bool { keys[row.signer] != nil }

    func text(_ row: PassRow) throws -> String? {
        guard let signature = row.signature else { return nil }
        guard let key = keys[row.signer] else { throw RegisterError.damaged("a pass of an unknown key") }
        let header = try ProtectedHeader(.pass(keyID: key.id)).encoded()
        return try PassTextWriter.pass(
            COSESign1(protectedBytes: header, payload: row.payload, signature: signature))
    }

    func issued(_ row: PassRow) throws -> IssuedPass {
        guard let text = try text(row) else { throw RegisterError.damaged("a pass without its signature") }
        return IssuedPass(
            id: row.id, number: row.number, text: text, list: row.place.list, index: row.place.index,
            uri: try PassClaims(decoding: row.payload).status.uri.string, expires: row.expires, warnings: [])
    }

    func summary(_ row: PassRow, replaces: PassID?) throws -> PassSummary {
        PassSummary(
            id: row.id, number: row.number, state: row.state, kind: row.kind, term: row.term, notBefore: row.notBefore,
            expires: row.expires, issuedAt: row.issuedAt, list: row.place.list, index: row.place.index,
            uri: try PassClaims(decoding: row.payload).status.uri.string, reason: row.reason, replaces: replaces,
            text: try text(row))
    }
}
