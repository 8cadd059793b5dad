import ArgumentParser
import CommandSupport
import Foundation
import PassCrypto
import Register
import StrictJSON

/// `portpass backup`: the register as it is at one moment, verified by restoring it.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Saves the register at one moment, and verifies that by restoring it.",
        discussion: """
            Works while portpass serve runs, and holds nobody up. In the backup are the database with its photos, the seeds, what \
            is published and the list of erasures. The private keys are not: keep copies of DIR/keys apart from it, for who has \
            both has everything. The backup holds names and sealed identity numbers: keep it as safe as the register.
            """)

    @OptionGroup var register: RegisterOptions

    @Option(
        name: .long, help: ArgumentHelp("The folder to be made; nothing may be there yet.", valueName: "folder"),
        transform: CommandStreams.resolvePath)
    var out: String

    func run() async throws {
        let backup = try await register.withRegister { register, _ in
            try await register.backup(
                to: out, program: ProgramVersion.text(of: "portpass"),
                isDevelopment: self.register.folder.keys.isDevelopment, now: WallClock.now())
        }
        try StandardOutput.write(backup.line)
    }
}

extension Backup {
    /// One JSON line.
    var line: [UInt8] {
        JSONWriter.compact(
            .object([
                "backup": .text(folder), "madeAt": .integer(madeAt), "files": .integer(Int64(files)),
                "bytes": .integer(bytes), "passes": .integer(passes), "auditSize": .integer(auditSize),
                "auditRoot": .text(Hex.encode(auditRoot)), "verified": .bool(true), "keys": .bool(false),
            ])) + [UInt8(ascii: "\n")]
    }
}
