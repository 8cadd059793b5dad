package import GateMessages
package import PassCrypto
package import PassFormat

extension ScenePort {
    /// The claims of a good pass for `KEL-E1`.
    package static func claims(
        _ number: WireText, index: Int = 1, term: PassTerm = .periodic, days: Int64 = 30
    ) -> PassClaims {
        PassClaims(
            issuer: issuer, expires: now + days * 86_400, notBefore: now - 86_400, issuedAt: now - 86_400,
            id: PassID(rawValue: UInt64(index) + 1_000),
            status: StatusReference(index: index, uri: "https://pass.example/status/0"), number: number,
            name: "王小明", kind: .person, term: term, access: [PortAccess(port: "TWKEL", zones: 1)])
    }

    /// The text of a pass.
    package func pass(
        _ number: WireText, index: Int = 1, term: PassTerm = .periodic, days: Int64 = 30
    ) throws -> [UInt8] {
        Array(try PassTextWriter.pass(signed(Self.claims(number, index: index, term: term, days: days))).utf8)
    }

    /// The text of a pass with any claims.
    package func pass(_ claims: PassClaims) throws -> [UInt8] {
        Array(try PassTextWriter.pass(signed(claims)).utf8)
    }

    private func signed(_ claims: PassClaims) throws -> COSESign1 {
        let draft = try PassDraft(claims, keyID: KeyID(rawValue: passKey.publicKey.keyID))
        return try draft.signed(passKey.sign(draft.signedBytes))
    }

    /// The text of a live code, as the holder's phone shows it at this time.
    package func liveCode(_ number: WireText, index: Int = 1, holder: KeyHandle, at time: Int64) throws -> [UInt8] {
        var claims = Self.claims(number, index: index)
        claims.holderKey = HolderKey(holder.publicKey.bytes)
        let draft = try LiveCodeDraft(pass: try signed(claims), audience: Self.issuer, issuedAt: time)
        return Array(try PassTextWriter.live(draft.signed(holder.sign(draft.signedBytes))).utf8)
    }

    /// What the service says about a batch that it has stored.
    package static func receipt(for batch: JournalBatch, through: Int64? = nil, hash: [UInt8]? = nil) throws -> Receipt
    {
        let last = try JournalChain(batch).links.last
        return Receipt(
            gate: batch.gate, epoch: batch.epoch, through: through ?? last?.record.place.sequence ?? 0,
            hash: hash ?? last?.hash ?? [], time: now + 100)
    }

    /// The whole status list with these entries.
    package func list(_ entries: [Int: PassStatus]) throws -> [String: [UInt8]] {
        var list = StatusList()
        for (index, status) in entries { _ = list.set(status, at: index) }
        return ["status/0": try token(list, number: 0)]
    }
}
