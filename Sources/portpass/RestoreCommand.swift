import ArgumentParser
import CommandSupport
import Foundation
import PassCrypto
import Register
import StrictJSON
import TrustPublishing

/// `portpass restore`: a register from its backup, in two steps.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Puts a register back from a backup, and takes over what is public.",
        discussion: """
            First portpass restore BACKUP --data DIR: the register is there and can be read. Then portpass restore finish --data DIR \
            --public URL|DIR: it learns from the published files what was taken away since the backup, and goes on.
            """,
        subcommands: [
            RestoreFromCommand.self, RestoreFinishCommand.self, RestoreLostCommand.self, RestoreRevokeCommand.self,
        ], defaultSubcommand: RestoreFromCommand.self)
}

/// `portpass restore BACKUP`: the first step.
struct RestoreFromCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "from", abstract: "Puts a register back from a backup; it is read-only then.")

    @Argument(
        help: ArgumentHelp("The folder that portpass backup made.", valueName: "backup"),
        transform: CommandStreams.resolvePath)
    var backup: String

    @Option(
        name: .long,
        help: ArgumentHelp("Where the register goes; its keys may be in DIR/keys already.", valueName: "dir"),
        transform: CommandStreams.resolvePath)
    var data: String

    func run() async throws {
        let restored = try await Register.restore(from: backup, to: data, now: WallClock.now())
        StandardError.write(
            "portpass: put the keys back in \(data)/keys, then run portpass restore finish --data \(data) --public URL\n"
        )
        try StandardOutput.write(restored.line)
    }
}

/// `portpass restore finish`: the second step.
struct RestoreFinishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "finish", abstract: "Takes over what is public, closes the old status lists, and publishes.")

    @OptionGroup var register: RegisterOptions

    @Option(
        name: .customLong("public"),
        help: ArgumentHelp(
            "The newest published files: the web server or the folder that holds metadata/ and targets/.",
            valueName: "url|dir"))
    var published: String

    @Option(
        name: .long,
        help: ArgumentHelp("A copy of DIR/erasures that is newer than the backup.", valueName: "file"),
        transform: CommandStreams.resolvePath)
    var erasures: String?

    func run() async throws {
        let list = try erasures.map { path in
            guard let data = FileManager.default.contents(atPath: path) else {
                throw PlainError("the list of erasures \(path) can't be read")
            }
            return [UInt8](data)
        }
        let source = try PublishedSource.fetcher(published)
        let outcome = try await register.withRegister { register, principal in
            guard ServedRegister.current == nil else {
                throw PlainError("a register that is served was not restored, or that is finished")
            }
            return try await register.finishRestore(
                from: source, erasures: list, by: principal, now: WallClock.now())
        }
        // Opened anew: with what it took over it is another one.
        let version = try await register.withRegister { register, principal in
            try await register.publish(by: principal, now: WallClock.now()).versions.timestamp
        }
        try StandardOutput.write(outcome.line(published: version))
    }
}

extension RestoreOutcome {
    /// One JSON line.
    fileprivate func line(published: Int) -> [UInt8] {
        JSONWriter.compact(
            .object([
                "madeAt": .integer(madeAt), "publicIssued": .integer(publicIssued),
                "publicHasExpired": .bool(publicHasExpired), "auditSize": .integer(auditSize),
                "publicAuditSize": .integer(publicAuditSize), "revoked": .integer(Int64(revoked)),
                "superseded": .integer(Int64(superseded)), "suspended": .integer(Int64(suspended)),
                "activated": .integer(Int64(activated)), "lostPasses": .integer(Int64(lostPasses)),
                "lostMarks": .integer(Int64(lostMarks)), "mostLostPasses": .integer(mostLostPasses),
                "closedLists": .array(closedLists.map { .integer(Int64($0)) }),
                "openedList": .integer(Int64(openedList)), "keysAdded": .integer(Int64(keysAdded)),
                "keysCompromised": .integer(Int64(keysCompromised)), "gatesRevoked": .texts(gatesRevoked),
                "level": .integer(Int64(level)), "policyDiffers": .bool(policyDiffers),
                "sessionsEnded": .integer(Int64(sessionsEnded)), "erasedAgain": .integer(Int64(erasedAgain)),
                "published": .integer(Int64(published)),
            ])) + [UInt8(ascii: "\n")]
    }
}
