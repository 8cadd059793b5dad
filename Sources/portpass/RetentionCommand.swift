import ArgumentParser
import CommandSupport
import Register
import StrictJSON

/// `portpass retention`: what is deleted when it was kept long enough.
struct RetentionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention", abstract: "What is kept of people, how long, and its end.",
        subcommands: [RetentionRunCommand.self, RetentionRulesCommand.self])
}

/// `portpass retention run`.
struct RetentionRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Deletes what was kept long enough; portpass serve does it daily by itself.")

    @Flag(name: .long, help: "Only say how much it would be.")
    var dryRun = false

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let report = try await register.withRegister { register, principal in
            try await register.runRetention(isDryRun: dryRun, by: principal, now: WallClock.now())
        }
        let counts = report.counts.sorted { $0.key.rawValue < $1.key.rawValue }.map {
            JSONMember(ExactText($0.key.rawValue), .integer(Int64($0.value)))
        }
        try StandardOutput.write(
            JSONWriter.compact(
                .object(["dryRun": .bool(report.isDryRun), "erased": .object(JSONObject(counts))])) + [0x0A])
    }
}

/// `portpass retention rules`.
struct RetentionRulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "How long what is kept, and on which ground; JSON lines.")

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let rules = try await register.withRegister { register, _ in register.retention }
        for (kind, rule) in rules.rules.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            try StandardOutput.write(
                JSONWriter.compact(
                    .object([
                        "class": .text(kind.rawValue), "days": .integer(rule.days),
                        "ground": .text(rule.groundInChinese), "groundInEnglish": .text(rule.groundInEnglish),
                    ])) + [0x0A])
        }
    }
}
