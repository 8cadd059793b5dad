import ArgumentParser
import CommandSupport
import Identifiers
import PassCrypto
import Register
import SingleWindows
import StrictJSON

/// `portpass windows`: what single windows are asked, and say.
struct WindowsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "windows", abstract: "What the customs and maritime single windows are asked, and say.",
        subcommands: [
            WindowsListCommand.self, WindowsAskCommand.self, WindowsDeadCommand.self, WindowsRetryCommand.self,
            WindowsDropCommand.self, WindowsReceiptsCommand.self, WindowsCheckCommand.self,
        ])
}

extension AskedQuestion {
    /// One JSON object, with a newline.
    fileprivate var line: [UInt8] {
        var members: JSONObject = [
            "question": .integer(question.sequence), "id": .text(question.id.hex),
            "window": .text(question.subject.window.rawValue), "port": .text(question.subject.port),
            "mark": .text(question.subject.mark), "askedAt": .integer(question.askedAt), "state": .text(state.rawValue),
            "attempts": .integer(attempts),
        ]
        if state.isOpen { members["dueAt"] = .integer(dueAt) }
        members["fault"] = fault.map { .text($0) }
        members["owner"] = owner.map { .text($0) }
        members["endedAt"] = endedAt.map { .integer($0) }
        return JSONWriter.compact(.object(members)) + [UInt8(ascii: "\n")]
    }
}

/// `portpass windows list`.
struct WindowsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The newest questions, the newest first: one JSON object a line.")

    @Option(name: .long, help: "How many at most.")
    var limit = 200

    @OptionGroup var register: RegisterOptions

    func validate() throws {
        guard (1...100_000).contains(limit) else { throw ValidationError("--limit takes 1 to 100000") }
    }

    func run() async throws {
        let questions = try await register.withRegister { register, _ in
            try await register.windowQuestions(limit: limit)
        }
        for question in questions { try StandardOutput.write(question.line) }
    }
}

/// `portpass windows dead`.
struct WindowsDeadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead", abstract: "Questions that were given up, the oldest first: one JSON object a line.",
        discussion: "Leaves with status 1 when there is one.")

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let questions = try await register.withRegister { register, _ in
            try await register.deadQuestions(limit: 100_000)
        }
        for question in questions { try StandardOutput.write(question.line) }
        if !questions.isEmpty { throw ExitCode(ExitStatus.broke) }
    }
}

/// `portpass windows ask`.
struct WindowsAskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask", abstract: "Asks about a container or a ship's call; portpass serve carries it there.")

    @Option(name: .long, help: ArgumentHelp("The container's number, with its check digit.", valueName: "number"))
    var container: String?

    @Option(name: .long, help: ArgumentHelp("The call's visa number.", valueName: "visa-number"))
    var call: String?

    @Option(name: .long, help: ArgumentHelp("The port's UN/LOCODE, such as TWKHH.", valueName: "code"))
    var port: String

    @OptionGroup var register: RegisterOptions

    func validate() throws {
        guard (container == nil) != (call == nil) else { throw ValidationError("give --container or --call") }
    }

    func run() async throws {
        let subject = try subject()
        let sequence = try await register.withRegister { register, principal in
            try await register.askWindow(subject, by: principal, now: WallClock.now())
        }
        try StandardOutput.write(
            sequence.map { "question \($0)\n" } ?? "a question about \(subject.mark) is open already\n")
    }

    private func subject() throws -> WindowSubject {
        if let container {
            let number: ContainerNumber
            do throws(IdentifierError) { number = try ContainerNumber(container) } catch {
                throw PlainError("\(error)")
            }
            if let subject = WindowSubject(container: number, port: port.uppercased()) { return subject }
        } else if let call, let subject = WindowSubject(call: call, port: port.uppercased()) {
            return subject
        }
        throw PlainError("--port takes a UN/LOCODE such as TWKHH, --call a visa number of letters and digits")
    }
}

/// What commands about one dead letter share.
struct DeadQuestionOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The question's number.", valueName: "question"))
    var question: Int64

    @Option(name: .long, help: ArgumentHelp("Who does it.", valueName: "name"))
    var by: String

    @OptionGroup var register: RegisterOptions

    func validate() throws {
        guard (1...64).contains(by.utf8.count), TextNormalisation.isPlain(by) else {
            throw ValidationError("--by takes a name of 1 to 64 bytes")
        }
    }

    func run(_ act: DeadQuestionAct) async throws {
        let isDone = try await register.withRegister { register, principal in
            try await register.handleDeadQuestion(question, act, owner: by, by: principal, now: WallClock.now())
        }
        guard isDone else {
            throw PlainError("question \(question) is not among those given up: see portpass windows dead")
        }
    }
}

/// `portpass windows retry`.
struct WindowsRetryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Asks a question again that was given up.")

    @OptionGroup var dead: DeadQuestionOptions

    func run() async throws {
        try await dead.run(.retry)
        try StandardOutput.write("question \(dead.question) is asked again\n")
    }
}

/// `portpass windows drop`.
struct WindowsDropCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: "Asks a question no more that was given up.")

    @OptionGroup var dead: DeadQuestionOptions

    func run() async throws {
        try await dead.run(.drop)
        try StandardOutput.write("question \(dead.question) is not asked any more\n")
    }
}

/// `portpass windows receipts`.
struct WindowsReceiptsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipts", abstract: "Receipts of a question, or of what belongs to none: one JSON object a line."
    )

    @Argument(help: ArgumentHelp("The question's number; without one, what belongs to none.", valueName: "question"))
    var question: Int64?

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let receipts = try await register.withRegister { register, _ in
            try await register.windowReceipts(of: question, limit: 10_000)
        }
        for receipt in receipts {
            var members: JSONObject = [
                "window": .text(receipt.window.rawValue), "way": .text(receipt.way.rawValue),
                "at": .integer(receipt.at), "sha256": .text(Hex.encode(receipt.digest)),
                "bytes": .integer(receipt.size), "outcome": .text(receipt.outcome),
            ]
            members["question"] = receipt.question.map { .integer($0) }
            try StandardOutput.write(JSONWriter.compact(.object(members)) + [UInt8(ascii: "\n")])
        }
    }
}

/// `portpass windows check`.
struct WindowsCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Looks at containers' numbers from standard input, one a line.",
        discussion: "Says each with good, or the rule that it breaks. Leaves with status 1 when one does.")

    func run() async throws {
        var lines = LineFeed(LineReader(descriptor: CommandStreams.current.input, limit: 64))
        var isGood = true
        while let line = try lines.next() {
            let text = String(decoding: line, as: UTF8.self)
            let rule = Self.rule(of: text)
            isGood = isGood && rule == nil
            try StandardOutput.write("\(text) \(rule?.rawValue ?? "good")\n")
        }
        if !isGood { throw ExitCode(ExitStatus.broke) }
    }

    private static func rule(of text: String) -> IdentifierError.Rule? {
        do throws(IdentifierError) {
            _ = try ContainerNumber(text)
            return nil
        } catch {
            return error.rule
        }
    }
}
