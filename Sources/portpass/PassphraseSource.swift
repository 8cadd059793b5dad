import PassCrypto
import Synchronization

/// The passphrase, asked for once and only when a sealed key is opened.
final class PassphraseSource: Sendable {
    /// A reference, because what is kept in guarded memory can't be copied.
    private final class Passphrase: Sendable {
        let bytes: SecretBytes

        init(_ bytes: consuming SecretBytes) {
            self.bytes = bytes
        }
    }

    private let option: PassphraseOption
    private let known: Mutex<Passphrase?>

    init(_ option: PassphraseOption) {
        self.option = option
        known = Mutex(nil)
    }

    /// Asks for a new passphrase now.
    init(choosing option: PassphraseOption) throws {
        self.option = option
        known = Mutex(Passphrase(try option.read(isNew: true)))
    }

    /// Runs `body` with the passphrase.
    func withPassphrase<Result: ~Copyable>(_ body: (borrowing SecretBytes) throws -> Result) throws -> Result {
        let passphrase = try known.withLock { kept in
            if let kept { return kept }
            let asked = Passphrase(try option.read())
            kept = asked
            return asked
        }
        return try body(passphrase.bytes)
    }
}
