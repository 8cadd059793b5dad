import PassCrypto
import PassFormat
import SQLStore
import TrustFiles

/// The key of one port's lists, and who has it. A gate that may not have it any more (revoked, enrolled anew, moved to another
/// port) had it once: then the key is made anew, and everything is sealed with the new one.
struct PortKeyring: Sendable {
    let port: WireText
    let version: Int64
    let cipher: ListCipher
    /// The content of `ops/gates-PORT`.
    let file: PortKeyFile

    /// Brings the ring up to who is enrolled now.
    ///
    /// - Parameter gates: the port's gates that may have the key.
    static func current(
        port: WireText, gates: [EnrolledGate], engine: any SQLEngine, vault: IdentityVault, random: RandomSource,
        by principal: Principal, now: Int64
    ) async throws -> PortKeyring {
        let name = port.string
        let (stored, copies) = try await engine.read { database in
            (try PortKeyStore.key(name, database), try PortKeyStore.copies(name, database))
        }
        let allowed = Dictionary(gates.map { ($0.gate, $0.boxKey) }, uniquingKeysWith: { first, _ in first })
        let isOutOfHands = copies.contains { allowed[$0.gate] != $0.boxKey }
        if let stored, !isOutOfHands, let key = try vault.open(stored.sealed, context: Self.context(port)) {
            let added = try Self.copies(
                of: key, for: gates.filter { gate in !copies.contains { $0.gate == gate.gate } })
            if !added.isEmpty { try await engine.write { try PortKeyStore.add(added, of: name, $0) } }
            return try PortKeyring(port, stored.version, key, copies + added)
        }
        let key = random.bytes(ListCipher.keyByteCount)
        let made = PortKeyStore.Key(
            port: name, version: (stored?.version ?? 0) + 1,
            sealed: try vault.seal(key, context: Self.context(port), nonce: random.bytes(SecretBox.nonceByteCount)))
        let sealed = try Self.copies(of: key, for: gates)
        try await engine.write { database in
            try PortKeyStore.put(made, at: now, database)
            try PortKeyStore.add(sealed, of: name, database)
            try AuditStore.append(
                [.portKeyMade(port: name, version: made.version)], at: now, by: principal, database)
        }
        return try PortKeyring(port, made.version, key, sealed)
    }

    private init(
        _ port: WireText, _ version: Int64, _ key: [UInt8], _ copies: [PortKeyStore.Copy]
    ) throws {
        self.port = port
        self.version = version
        cipher = try ListCipher(portKey: key)
        file = PortKeyFile(
            port: port,
            copies: Dictionary(copies.map { ($0.boxKey, $0.sealed) }, uniquingKeysWith: { first, _ in first }))
    }

    private static func copies(of key: [UInt8], for gates: [EnrolledGate]) throws -> [PortKeyStore.Copy] {
        // A box key of small order, which nobody owns, gets nothing and stops nothing.
        gates.compactMap { gate in
            (try? BoxKey.seal(key, to: gate.boxKey)).map {
                PortKeyStore.Copy(gate: gate.gate, boxKey: gate.boxKey, sealed: $0)
            }
        }
    }

    static func context(_ port: WireText) -> [UInt8] { Array("port-key:".utf8) + port.utf8 }
}
