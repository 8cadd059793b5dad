import PassCrypto
import Register
import TrustPublishing

extension KeyFolder {
    /// The keys that the register itself signs and seals with, and those that are to follow them.
    func registerKeys(passphrase: PassphraseSource) throws -> RegisterKeys {
        func key(_ name: KeyName) throws -> KeyHandle { try open(name.rawValue, passphrase: passphrase) }
        var successors: [RegisterKey.Use: KeyHandle] = [:]
        for use in RegisterKey.Use.allCases {
            try finishAdoption(use.rawValue)
            successors[use] = try openNext(use.rawValue, passphrase: passphrase)
        }
        return RegisterKeys(
            pass: try key(.pass), status: try key(.status), audit: try key(.audit), receipt: try key(.receipt),
            vault: try vaultKeys(passphrase: passphrase), successors: successors)
    }

    /// Renames the successors that the register has put in use: a rotation that was cut off before that.
    func adoptUsed(by register: Register, passphrase: PassphraseSource) async throws {
        let used = try await register.keys().filter { $0.state == .current }
        for use in RegisterKey.Use.allCases {
            guard let next = try nextPublicKey(use.rawValue, passphrase: passphrase),
                used.contains(where: { $0.use == use && $0.publicKey == next })
            else { continue }
            try adoptNext(use.rawValue)
        }
    }

    /// The online roles of The Update Framework.
    /// - Parameter next: roles whose successor is taken instead.
    func roleSigners(passphrase: PassphraseSource, next: Set<KeyName> = []) throws -> RoleSigners {
        func signer(_ name: KeyName) throws -> StoredSigner {
            next.contains(name)
                ? try nextSigner(name.rawValue, passphrase: passphrase)
                : try self.signer(name.rawValue, passphrase: passphrase)
        }
        return RoleSigners(
            targets: try signer(.targets), status: try signer(.statusRole), ops: try signer(.opsRole),
            audit: try signer(.auditRole), snapshot: try signer(.snapshot), timestamp: try signer(.timestamp))
    }

    /// The repository's writer, with the keys that the published metadata names: a change of them that was cut off between the
    /// metadata and the files is finished first.
    func repositoryWriter(_ directory: String, passphrase: PassphraseSource) throws -> RepositoryWriter {
        for name in KeyName.roles { try finishAdoption(name.rawValue) }
        let writer = RepositoryWriter(directory: directory, signers: try roleSigners(passphrase: passphrase))
        var waiting: [(name: KeyName, next: PublicKey)] = []
        for name in KeyName.roles {
            if let next = try nextPublicKey(name.rawValue, passphrase: passphrase) { waiting.append((name, next)) }
        }
        guard !waiting.isEmpty else { return writer }
        var isChanged = false
        // Damaged metadata is for whoever publishes to tell.
        let roles = (try? writer.roles()) ?? []
        for (name, next) in waiting {
            guard let role = name.role, let trusted = roles.first(where: { $0.role == role })?.keys,
                trusted.contains(next), Set(writer.keysAtHand(role)).isDisjoint(with: trusted)
            else { continue }
            try adoptNext(name.rawValue)
            isChanged = true
        }
        return isChanged
            ? RepositoryWriter(directory: directory, signers: try roleSigners(passphrase: passphrase)) : writer
    }
}
