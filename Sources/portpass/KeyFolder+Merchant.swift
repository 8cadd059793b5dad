import CommandSupport
import PassCrypto
import Payments
import SQLStore

/// ECPay's two keys of 16 characters are together as long as a signing key's secret, and are sealed as one: `ecpay.sealed`, with the
/// merchant's number beside it.
extension KeyFolder {
    private static let sealedName = "ecpay.sealed"
    private static let numberName = "ecpay.merchant"

    func keep(merchant id: String, keys: borrowing SecretBytes, passphrase: PassphraseSource) throws {
        guard !isDevelopment else {
            throw PlainError("this register is for development: serve --dev has ECPay's merchant for tests already")
        }
        // Under another passphrase than the other keys nothing would open it when the service starts.
        _ = try open(KeyName.receipt.rawValue, passphrase: passphrase)
        let sealed = try passphrase.withPassphrase { passphrase in
            try SealedKey.seal(keys, passphrase: passphrase, cost: .moderate)
        }
        try DurableFile.replace("\(path)/\(Self.sealedName)", with: sealed, mode: 0o600)
        try DurableFile.replace("\(path)/\(Self.numberName)", with: Array("\(id)\n".utf8), mode: 0o600)
    }

    /// Nil when there is none: payments are then not taken online.
    func merchant(passphrase: PassphraseSource) throws -> ECPayMerchant? {
        guard let sealed = try contents(of: Self.sealedName), let number = try contents(of: Self.numberName) else {
            return nil
        }
        let id = String(decoding: number.filter { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        return try passphrase.withPassphrase { passphrase in
            try ECPayMerchant(id: id, keys: SealedKey.open(sealed, passphrase: passphrase))
        }
    }
}
