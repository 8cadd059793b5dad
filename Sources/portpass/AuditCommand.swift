import ArgumentParser
import CommandSupport
import Foundation
import PassCrypto
import Register

/// `portpass audit`: the log of who did what.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "The log of every act.",
        subcommands: [
            AuditVerifyCommand.self, AuditShowCommand.self, AuditProveCommand.self, AuditExportCommand.self,
            AuditKeyCommand.self,
        ])
}

/// `portpass audit verify`: recomputes the whole log and names the first record that is broken.
struct AuditVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Recomputes the whole log; names the first broken record.",
        discussion: """
            Compared are every record with its hash, the tree with every signed checkpoint (the register's own, those that gates \
            brought back in their journals, and those of --checkpoint), the journals of the gates, and what the log says of passes, \
            keys and payments with what the register holds.
            """)

    private static let checkpointLimit = 65_536

    @OptionGroup var register: RegisterOptions

    @Option(
        name: .long,
        help: ArgumentHelp("A checkpoint that somebody kept, such as a gate; may be given often.", valueName: "file"),
        transform: CommandStreams.resolvePath)
    var checkpoint: [String] = []

    func run() async throws {
        let kept = try checkpoint.map { file in
            String(decoding: try SmallFile.read(file, limit: Self.checkpointLimit), as: UTF8.self)
        }
        let report = try await register.withRegister { register, _ in
            try await register.verifyAudit(against: kept)
        }
        guard report.isIntact else {
            for problem in report.problems { StandardError.write("portpass: \(problem.description)\n") }
            throw ExitCode(ExitStatus.broke)
        }
        for note in report.notes { StandardError.write("portpass: \(note)\n") }
        try StandardOutput.write(
            "\(report.size) records, root \(Hex.encode(report.root)), \(report.checkpoints) checkpoints, \(report.broughtBack) of them brought back: the log is whole\n"
        )
    }
}

/// `portpass audit show`: one record.
struct AuditShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "One record of the log.")

    @Argument(help: ArgumentHelp("The record's number, from 0.", valueName: "number"))
    var number: Int64

    @Flag(name: .long, help: "The record as it is hashed.")
    var json = false

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let entry = try await register.withRegister { register, _ in try await register.auditEntry(number) }
        guard let entry else { throw PlainError("the log has no record \(number)") }
        guard !json else { return try StandardOutput.write(entry.record + [UInt8(ascii: "\n")]) }
        let rows = entry.details.map { [$0.name, $0.values.joined(separator: " ")] }
        try StandardOutput.write(
            TextTable(
                heading: ["record", String(entry.number)],
                rows: [["at", KeyTime.text(entry.at)], ["by", entry.by], ["event", entry.event]] + rows
            ).text)
    }
}

/// `portpass audit prove`: a record that others can check.
struct AuditProveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove", abstract: "A record with the proof that it stands in the log, and the signed checkpoint.",
        discussion: """
            One JSON object. Whoever has the audit key (portpass audit key) can check it without this register; docs/keys.md says how.
            """)

    @Argument(help: ArgumentHelp("The record's number, from 0.", valueName: "number"))
    var number: Int64

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let proof = try await register.withRegister { register, _ in
            try await register.auditProof(of: number, now: WallClock.now())
        }
        try StandardOutput.write(proof.json + [UInt8(ascii: "\n")])
    }
}

/// `portpass audit export`: records as lines.
struct AuditExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Records of the log, one JSON object a line, as they are hashed.")

    @Option(name: .long, help: "The first record.")
    var from: Int64 = 0

    @Option(name: .long, help: "The last record; the newest if not given.")
    var to: Int64?

    @Option(name: .long, help: "Only what happened to the pass of this number.")
    var pass: String?

    @Option(name: .long, help: "Only what happened to the application of this number.")
    var application: String?

    @Option(name: .long, help: "Only what happened to this gate.")
    var gate: String?

    @Option(name: .long, help: "Only what this one did, as records name who acts.")
    var by: String?

    @Option(name: .long, help: "Only records of this kind.")
    var event: String?

    @OptionGroup var register: RegisterOptions

    func validate() throws {
        guard [pass, application, gate, by, event].compactMap(\.self).count <= 1 else {
            throw ValidationError("give one filter, or none")
        }
        guard from >= 0, to.map({ $0 >= from && $0 < .max }) ?? true else {
            throw ValidationError("--from and --to are numbers of records, in this order")
        }
    }

    private var filter: AuditFilter {
        if let pass { return .pass(pass) }
        if let application { return .application(application) }
        if let gate { return .gate(gate) }
        if let by { return .principal(by) }
        if let event { return .event(event) }
        return .everything
    }

    func run() async throws {
        try await register.withRegister { register, _ in
            let size = try await register.auditSize()
            let end = min(size, to.map { $0 + 1 } ?? size)
            guard from < end else { return }
            try await register.exportAudit(from..<end, filter: filter) {
                try StandardOutput.write($0 + [UInt8(ascii: "\n")])
            }
        }
    }
}

/// `portpass audit key`: what others verify checkpoints with.
struct AuditKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "The audit keys, as verifiers of signed notes take them, the newest last.")

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let keys = try await register.withRegister { register, _ in try await register.auditVerifierKeys() }
        try StandardOutput.write(keys.map { $0 + "\n" }.joined())
    }
}
