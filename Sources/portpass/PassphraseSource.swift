import PassCrypto
import Synchronization

/// The passphrase, asked for once and only when a sealed key is opened.
final class PassphraseSource: Sendable {
    private let option: PassphraseOption
    private let known: Mutex<SecretBytes?>

    init(_ option: PassphraseOption) {
        self.option = option
        known = Mutex(nil)
    }

    /// Asks for a new passphrase now.
    init(_ option: PassphraseOption, choosing: Void) throws {
        self.option = option
        known = Mutex(try option.read(isNew: true))
    }

    /// Runs `body` with the passphrase.
    func withPassphrase<Result: ~Copyable>(_ body: (borrowing SecretBytes) throws -> Result) throws -> Result {
        try known.withLock { (kept: inout SecretBytes?) throws -> Result in
            let passphrase = try kept.take() ?? option.read()
            defer { kept = consume passphrase }
            return try body(passphrase)
        }
    }
}
