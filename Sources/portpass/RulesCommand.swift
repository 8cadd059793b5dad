import ArgumentParser
import CommandSupport
import Identifiers
import PassCrypto
import Register
import StrictJSON

/// `portpass rules`: rule sets on violations and fee tables, each a file that is followed by another and never changed.
struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Rule sets on violations and fee tables: looked at, tried, proposed.",
        discussion: """
            Nothing comes in force from here: what is proposed is agreed on by somebody of the staff, at /staff/changes, within two \
            days.
            """,
        subcommands: [
            RulesListCommand.self, RulesCheckCommand.self, RulesDryRunCommand.self, RulesProposeCommand.self,
        ])
}

/// The file that a command is about.
struct RuleFileOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("violations or fees.", valueName: "kind"))
    var kind: RuleKind

    @Argument(
        help: ArgumentHelp("The file, JSON as in seeds/.", valueName: "file"), transform: CommandStreams.resolvePath)
    var path: String

    func bytes() throws -> [UInt8] { try SmallFile.read(path, limit: RuleSetFile.limit) }

    /// What is wrong with it is told by its own name, and not by the seeds'.
    func explaining<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as RegisterError where error.code == .invalidSeeds {
            throw PlainError("\(path): \(error.description.replacing("seeds/\(kind.fileName)", with: kind.fileName))")
        }
    }
}

/// `portpass rules list`.
struct RulesListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "What holds, held and will hold: one line a file.")

    @OptionGroup var register: RegisterOptions

    @Flag(name: .long, help: "JSON lines.")
    var json = false

    func run() async throws {
        let rows = try await register.withRegister { register, _ in
            var rows: [Row] = []
            let today = CivilDate(of: WallClock.now(), utcOffset: register.utcOffset)
            for kind in RuleKind.allCases { rows += try await Self.rows(register.ruleSets(kind), on: today) }
            return rows
        }
        guard !json else {
            for row in rows { try StandardOutput.write(row.json + [0x0A]) }
            return
        }
        let table = TextTable(
            heading: ["kind", "from", "state", "sha256", "agreed by"],
            rows: rows.map {
                [$0.stored.kind.rawValue, DateText.iso($0.stored.from), $0.state, $0.digest, $0.by ?? "seeds"]
            })
        try StandardOutput.write(table.text)
    }

    private struct Row {
        let stored: StoredRuleSet
        /// `past`, `now` or `coming`.
        let state: String
        var digest: String { Hex.encode(stored.digest) }
        var by: String? { stored.adoptedBy }

        var json: [UInt8] {
            JSONWriter.compact(
                .object([
                    "kind": .text(stored.kind.rawValue), "from": .text(DateText.iso(stored.from)),
                    "state": .text(state),
                    "sha256": .text(digest), "by": by.map { .text($0) } ?? .null,
                ]))
        }
    }

    private static func rows(_ sets: [StoredRuleSet], on today: CivilDate) -> [Row] {
        let begun = sets.lastIndex { $0.from.daysSinceEpoch <= today.daysSinceEpoch }
        return sets.enumerated().map { index, stored in
            let state =
                index == begun ? "now" : stored.from.daysSinceEpoch > today.daysSinceEpoch ? "coming" : "past"
            return Row(stored: stored, state: state)
        }
    }
}

/// `portpass rules check`.
struct RulesCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Whether a file is right and could come in force.")

    @OptionGroup var file: RuleFileOptions
    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let bytes = try file.bytes()
        let kind = file.kind
        let found = try await file.explaining {
            try await register.withRegister { register, _ in
                try await register.checkRules(kind, bytes, now: WallClock.now())
            }
        }
        try StandardOutput.write(
            "\(found.kind.fileName) would hold from \(DateText.iso(found.from)); SHA-256 \(Hex.encode(found.digest))\n")
    }
}

/// `portpass rules dry-run`.
struct RulesDryRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dry-run", abstract: "What a file would have made of the last year; nothing is stored.",
        discussion: "One JSON object with the sums; with --cases also each violation that would differ, a line each.")

    @OptionGroup var file: RuleFileOptions

    @Flag(name: .long, help: "Also each violation that would differ.")
    var cases = false

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let bytes = try file.bytes()
        let kind = file.kind
        let run = try await file.explaining {
            try await register.withRegister { register, _ in
                try await register.dryRun(kind, bytes, now: WallClock.now())
            }
        }
        try StandardOutput.write(Self.sums(run) + [0x0A])
        guard cases else { return }
        for one in run.cases { try StandardOutput.write(Self.line(one) + [0x0A]) }
    }

    private static func sums(_ run: RuleDryRun) -> [UInt8] {
        var members: JSONObject = [
            "kind": .text(run.file.kind.rawValue), "from": .text(DateText.iso(run.file.from)),
            "sha256": .text(Hex.encode(run.file.digest)), "since": .integer(run.since),
            "count": .integer(Int64(run.count)),
        ]
        switch run.file.kind {
        case .violations:
            members["differ"] = .integer(Int64(run.cases.count))
            members["harder"] = .integer(Int64(run.harder))
            members["milder"] = .integer(Int64(run.milder))
            members["lacking"] = .object(
                JSONObject(
                    run.lacking.sorted { $0.key < $1.key }.map {
                        JSONMember(ExactText($0.key), .integer(Int64($0.value)))
                    }))
        case .fees:
            members["before"] = .integer(run.sumBefore)
            members["after"] = .integer(run.sumAfter)
            members["missing"] = .integer(Int64(run.fees.reduce(0) { $0 + $1.missing }))
        }
        return JSONWriter.compact(.object(members))
    }

    private static func line(_ one: RuleDryRun.Case) -> [UInt8] {
        let change = one.isHarder ? "harder" : one.isMilder ? "milder" : one.isAlike ? "alike" : "other"
        return JSONWriter.compact(
            .object([
                "number": .text(one.number.text), "rule": .text(one.rule), "party": .text(one.party.rawValue),
                "change": .text(change), "before": .array(one.before.map(measure)),
                "after": .array(one.after.map(measure)),
            ]))
    }

    private static func measure(_ measure: ViolationMeasure) -> JSONValue {
        .object([
            "kind": .text(measure.kind.rawValue), "until": measure.until.map { .integer($0) } ?? .null,
        ])
    }
}

/// `portpass rules propose`.
struct RulesProposeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose", abstract: "Proposes a file; somebody of the staff agrees to exactly it, or not.")

    @OptionGroup var file: RuleFileOptions

    @Option(name: .long, help: ArgumentHelp("A sentence for whoever decides; no personal data.", valueName: "text"))
    var note = ""

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let bytes = try file.bytes()
        let (kind, note) = (file.kind, note)
        let change = try await file.explaining {
            try await register.withRegister { register, principal in
                try await register.propose(
                    .putInForce(kind, bytes), note: note, by: principal, now: WallClock.now())
            }
        }
        try StandardOutput.write(
            "proposed by \(change.proposedBy.name): \(kind.fileName), SHA-256 \(Hex.encode(Hash.sha256(bytes)))\n"
                + "to be decided at /staff/changes/\(change.id.hex) by \(KeyTime.text(change.expires))\n")
    }
}

extension RuleKind: ExpressibleByArgument {}
