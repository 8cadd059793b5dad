import PassCrypto
import PassFormat
import SQLStore

extension Register {
    /// The pass that a number stands for: the active one, else the suspended one, else the one that was last. Nil when there is none.
    ///
    /// One small read: thousands ask in a second when a shift begins.
    package func heldPass(number: String) async throws -> HeldPass? {
        guard let row = try await engine.look({ try PassStore.current(number: number, $0) }) else { return nil }
        return try await held(row)
    }

    func held(_ row: PassRow) async throws -> HeldPass {
        if let pass = try held(row, texts.known) { return pass }
        let keys = try await engine.read { try KeyStore.all($0) }
        texts.learn(keys)
        guard let pass = try held(row, texts.known) else { throw RegisterError.damaged("a pass without its signature") }
        return pass
    }

    /// Apart from the asynchronous part, and not inlined into it: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    private func held(_ row: PassRow, _ texts: PassTexts) throws -> HeldPass? {
        guard texts.knows(row), let text = try texts.text(row) else { return nil }
        return HeldPass(
            id: row.id, number: row.number, state: row.state, claims: try PassClaims(decoding: row.payload), text: text)
    }

    /// The holder's photo, opened with what the pass carries. Nil when there is none, or it is gone.
    package func photo(of pass: HeldPass) async throws -> [UInt8]? {
        guard let secret = pass.claims.photoSecret else { return nil }
        let name = try PhotoCipher.nameBytes(secret: secret)
        guard let blob = try await engine.read({ try PhotoStore.sealed(name, $0) }) else { return nil }
        return try PhotoCipher.open(blob: blob, secret: secret)
    }

    /// Whether passes of this kind can be bound to a phone.
    package func isBindable(_ pass: HeldPass) -> Bool { seeds.rules.binding.kinds.contains(pass.claims.kind) }
}
