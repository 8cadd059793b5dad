import ArgumentParser
import CommandSupport
import Foundation
import PassFormat
import Register
import StrictJSON

/// `portpass restore lost`: the passes that were issued after the backup.
struct RestoreLostCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lost",
        abstract: "Lists the passes issued after the backup that the register learnt of; JSON lines.")

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let passes = try await register.withRegister { register, _ in try await register.lostPasses() }
        for pass in passes {
            try StandardOutput.write(
                JSONWriter.compact(
                    .object([
                        "list": .integer(Int64(pass.list)), "index": .integer(Int64(pass.index)),
                        "status": .text(String(describing: pass.status)),
                        "number": pass.number.map(JSONValue.text) ?? .null,
                        "expires": pass.expires.map { .integer($0) } ?? .null,
                    ])) + [UInt8(ascii: "\n")])
        }
    }
}

/// `portpass restore revoke`: takes a pass away of which the register knows only its place.
struct RestoreRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Revokes a pass that was issued after the backup, by its number or its text.")

    @Argument(
        help: ArgumentHelp("Its number, where restore lost names it; else its text, PP1:…", valueName: "pass"))
    var pass: String

    @Option(name: .long, help: ArgumentHelp("Why: a code of the seeds' reasons.", valueName: "code"))
    var reason: String

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let revoked = try await register.withRegister { register, principal in
            try await register.revokeLost(pass, reason: reason, by: principal, now: WallClock.now())
        }
        let name = revoked.number ?? "the pass at place \(revoked.index) of list \(revoked.list)"
        try StandardOutput.write("\(name) is revoked; \(ServedRegister.whenGatesKnow)\n")
    }
}
