import PassCrypto
import Register
import TrustPublishing

extension KeyFolder {
    /// The keys that the register itself signs and seals with.
    func registerKeys(passphrase: PassphraseSource) throws -> RegisterKeys {
        func key(_ name: KeyName) throws -> KeyHandle { try open(name.rawValue, passphrase: passphrase) }
        return RegisterKeys(
            pass: try key(.pass), status: try key(.status), audit: try key(.audit), receipt: try key(.receipt),
            vault: try key(.vault))
    }

    /// The online roles of The Update Framework.
    func roleSigners(passphrase: PassphraseSource) throws -> RoleSigners {
        func signer(_ name: KeyName) throws -> StoredSigner { try self.signer(name.rawValue, passphrase: passphrase) }
        return RoleSigners(
            targets: try signer(.targets), status: try signer(.statusRole), ops: try signer(.opsRole),
            audit: try signer(.auditRole), snapshot: try signer(.snapshot), timestamp: try signer(.timestamp))
    }
}
