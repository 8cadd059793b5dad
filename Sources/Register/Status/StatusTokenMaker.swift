import PassCrypto
import PassFormat
import PassVerify
import SQLStore

/// Signs status lists, each only when it has to be: a list that says the same keeps its token, so that its target keeps its
/// hash and no gate fetches it again.
///
/// A token is made anew when a status in the list changed, when its key signs no more, when the prefix of status lists
/// changed, or when it is older than `resignAfterDays`. It names no end (the age of trust decides, DESIGN section 4); its
/// `ttl` is for readers who fetch lists one by one. Its `iat` never falls.
struct StatusTokenMaker: Sendable {
    let engine: any SQLEngine
    let seeds: Seeds
    let key: KeyHandle
    let signer: RegisterKey
    let now: Int64

    private struct Work: Sendable {
        let list: StatusStore.List
        let old: StatusStore.Token?
        /// Nil when the old token is still good.
        let contents: StatusList?
    }

    /// The token of every list that is published.
    func tokens() async throws -> [Int: [UInt8]] {
        var tokens: [Int: [UInt8]] = [:]
        for list in try await engine.read({ try StatusStore.live($0) }) {
            tokens[list.list] = try await token(of: list.list)
        }
        return tokens
    }

    private func token(of number: Int) async throws -> [UInt8] {
        let uri = seeds.policy.statusURI(UInt32(number))
        let work = try await engine.read { database -> Work in
            guard let list = try StatusStore.live(database).first(where: { $0.list == number }) else {
                throw RegisterError.damaged("a status list is missing")
            }
            let old = try StatusStore.token(number, database)
            if let old, isGood(old, for: list, uri: uri) { return Work(list: list, old: old, contents: nil) }
            return Work(list: list, old: old, contents: try StatusStore.statusList(number, database))
        }
        guard let contents = work.contents else { return work.old?.token ?? [] }
        guard signer.state == .current, signer.notBefore <= now, now < signer.expires else {
            throw RegisterError(
                .missingKey, "the time of the key for status lists is over or has not begun: make a new key")
        }
        let issuedAt = max(now, work.old?.issuedAt ?? 0)
        let draft = try StatusListDraft(
            subject: uri, issuedAt: issuedAt, timeToLive: seeds.rules.statusTimeToLive, list: contents, keyID: signer.id
        )
        let token = try draft.signed(key.sign(draft.signedBytes)).encoded()
        try check(token, uri: uri, means: contents)
        let stored = StatusStore.Token(
            changes: work.list.changes, issuedAt: issuedAt, signer: signer.number, uri: uri.string, token: token)
        try await engine.write { try StatusStore.keep(stored, for: number, $0) }
        return token
    }

    private func isGood(_ token: StatusStore.Token, for list: StatusStore.List, uri: WireText) -> Bool {
        token.changes == list.changes && token.signer == signer.number && token.uri == uri.string
            && now - token.issuedAt < seeds.rules.resignListAfterDays * 86_400
    }

    /// Our own work, verified as a gate would.
    private func check(_ token: [UInt8], uri: WireText, means list: StatusList) throws {
        let keys = TrustedKeys([
            TrustedKey(
                publicKey: signer.publicKey, use: .status, issuer: seeds.policy.issuer, notBefore: signer.notBefore,
                expires: signer.expires)
        ])
        guard
            try StatusLists.verify(token: token, expectedURI: uri, issuer: seeds.policy.issuer, keys: keys) == list
        else { throw RegisterError(.selfCheck, "the status list made for \(uri) says something else than it should") }
    }
}
