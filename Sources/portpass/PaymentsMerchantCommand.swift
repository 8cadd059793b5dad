import ArgumentParser
import CommandSupport
import Foundation
import PassCrypto
import Payments

/// `portpass payments merchant`.
struct PaymentsMerchantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merchant", abstract: "Says who we are to ECPay, and seals the two keys that it gave us.",
        discussion: "Takes effect when portpass serve is started again.")

    @Argument(help: ArgumentHelp("MerchantID: at most ten digits.", valueName: "id"))
    var id: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A file with HashKey and HashIV, one a line; /dev/fd/N for a descriptor. Else a question.",
            valueName: "file"), transform: CommandStreams.resolvePath)
    var keysFile: String?

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let keys = try keys()
        let merchant = try ECPayMerchant(id: id, keys: keys)
        guard !merchant.isTest else {
            throw PlainError(
                "this is ECPay's merchant for tests, for whom everybody can sign: serve --dev has it already")
        }
        try register.folder.keys.keep(merchant: id, keys: keys, passphrase: PassphraseSource(register.passphrase))
        try StandardOutput.write(
            "merchant \(id) is kept in \(register.folder.keys.path): serve uses it from its next start\n")
    }

    private func keys() throws -> SecretBytes {
        var bytes: [UInt8]
        if let keysFile {
            guard let handle = FileHandle(forReadingAtPath: keysFile), let data = try? handle.read(upToCount: 256)
            else {
                throw PlainError("the file \(keysFile) can't be read")
            }
            bytes = data.filter { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        } else {
            guard Terminal.canAsk else { throw PlainError("nobody is there to type the keys: give --keys-file") }
            bytes = try Terminal.readHidden("HashKey: ") + Terminal.readHidden("HashIV: ")
        }
        return try SecretBytes(wiping: &bytes)
    }
}
