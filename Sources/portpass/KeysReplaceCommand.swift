import ArgumentParser
import CommandSupport
import Foundation
import PassCrypto
import PassFormat
import Register

/// `portpass keys replace`: a new key signs from now on; what the old one signed stays good.
struct KeysReplaceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replace",
        abstract: "Makes a new key that signs passes, status lists, checkpoints or receipts from now on.",
        discussion: """
            Passes signed by the old key stay good. Publish before issuing, so that gates know the new key before they meet it. \
            The old key's file stays beside the new one under its key id.
            """)

    @Argument(help: "pass, status, audit or receipt.")
    var use: RegisterKey.Use

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let folder = register.folder.keys
        let source = PassphraseSource(register.passphrase)
        let publicKey = try await register.withRegister { register, principal in
            // The register opened with the keys in force: a successor left behind by an earlier run is none of them.
            let publicKey = try folder.makePending(use.rawValue, passphrase: source)
            try await register.replaceKey(use, with: publicKey, by: principal, now: WallClock.now())
            return publicKey
        }
        try folder.adoptPending(use.rawValue)
        try StandardOutput.write(
            "key \(KeyID(rawValue: publicKey.keyID).hex) signs from now on (\(use.rawValue)); next: portpass publish --data \(register.data)\n"
        )
    }
}

extension RegisterKey.Use: ExpressibleByArgument {}
