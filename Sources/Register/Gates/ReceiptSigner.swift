import GateMessages
import PassCrypto

/// Signs what gates are answered with the register's receipt key.
struct ReceiptSigner: MessageSigner {
    let key: KeyHandle

    var publicKey: PublicKey { key.publicKey }

    func sign(_ bytes: [UInt8]) -> [UInt8] { key.sign(bytes) }
}
