import ArgumentParser
import CommandSupport
import Foundation
import Register
import StrictJSON

/// `portpass person`: what is kept of somebody, and the end of it, on their wish.
struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "What is kept of somebody: given out, or erased, on their wish.",
        discussion: """
            The identity number is read from standard input, one line, so that it stands in no list of processes and no history of a \
            shell. Every use is in the audit log, without the number.
            """, subcommands: [PersonExportCommand.self, PersonEraseCommand.self, PersonIdentityCommand.self])
}

/// `portpass person export`.
struct PersonExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Everything that is kept of a person, as one JSON object.")

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        // Read by whoever carries the command out: a process that hands it over leaves its input alone.
        let file = try await register.withRegister { register, principal in
            try await register.exportPerson(IdentityLine.read(), by: principal, now: WallClock.now())
        }
        try StandardOutput.write(JSONWriter.indented(file.json))
    }
}

/// `portpass person erase`.
struct PersonEraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: "Forgets a person as far as the law lets it, and says what stays.",
        discussion:
            "Keep a copy of DIR/erasures apart from the backups: a register that is put back forgets by it again.")

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let report = try await register.withRegister { register, principal in
            try await register.erasePerson(IdentityLine.read(), by: principal, now: WallClock.now())
        }
        let kept = report.kept.map { kept in
            JSONValue.object([
                "what": .text(kept.what), "until": kept.until.map { .integer($0) } ?? .null,
                "ground": .text(kept.groundInChinese), "groundInEnglish": .text(kept.groundInEnglish),
            ])
        }
        try StandardOutput.write(
            JSONWriter.compact(
                .object([
                    "passes": .integer(Int64(report.passes)), "applications": .integer(Int64(report.applications)),
                    "rosters": .integer(Int64(report.rosters)), "kept": .array(kept),
                ])) + [0x0A])
    }
}

/// `portpass person identity`.
struct PersonIdentityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identity", abstract: "Opens the sealed identity number of a pass's holder, for a named purpose.")

    @Argument(help: ArgumentHelp("The pass: its id or its number.", valueName: "pass-id"))
    var pass: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Why: \(IdentityPurpose.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "code"))
    var purpose: String

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        guard let purpose = IdentityPurpose(rawValue: purpose) else {
            throw PlainError(
                "\(purpose) is no purpose: use one of \(IdentityPurpose.allCases.map(\.rawValue).joined(separator: ", "))"
            )
        }
        let number = try await register.withRegister { register, principal in
            try await register.openIdentity(
                of: register.passID(of: pass), purpose: purpose, by: principal, now: WallClock.now())
        }
        try StandardOutput.write(number + "\n")
    }
}

/// An identity number from standard input.
private enum IdentityLine {
    static func read() throws -> String {
        var lines = LineFeed(LineReader(descriptor: CommandStreams.current.input, limit: 256))
        guard let line = try lines.next(), !line.isEmpty else {
            throw PlainError("give the identity number on standard input, one line")
        }
        return String(decoding: line, as: UTF8.self)
    }
}
