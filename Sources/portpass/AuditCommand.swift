import ArgumentParser
import CommandSupport
import Foundation
import Register

/// `portpass audit`: the log of who did what.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "The log of every act.", subcommands: [AuditVerifyCommand.self])
}

/// `portpass audit verify`: recomputes the whole log and names the first record that is broken.
struct AuditVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Recomputes the whole log; names the first broken record.")

    private static let checkpointLimit = 65_536

    @OptionGroup var register: RegisterOptions

    @Option(
        name: .long,
        help: ArgumentHelp("A checkpoint that somebody kept, such as a gate; may be given often.", valueName: "file"))
    var checkpoint: [String] = []

    func run() async throws {
        let kept = try checkpoint.map { file in
            guard let data = FileManager.default.contents(atPath: file), data.count <= Self.checkpointLimit else {
                throw PlainError("the checkpoint \(file) can't be read")
            }
            return String(decoding: data, as: UTF8.self)
        }
        let report = try await register.withRegister { register, _ in
            try await register.verifyAudit(against: kept)
        }
        guard report.isIntact else {
            for problem in report.problems { StandardError.write("portpass: \(problem.description)\n") }
            throw ExitCode(ExitStatus.broke)
        }
        for note in report.notes { StandardError.write("portpass: \(note)\n") }
        try StandardOutput.write("\(report.size) records, root \(report.root): the log is whole\n")
    }
}
