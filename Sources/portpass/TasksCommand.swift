import ArgumentParser
import CommandSupport
import Register

/// `portpass tasks`: what guards told the office of.
struct TasksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tasks", abstract: "What guards told the office of, and what was done about it.",
        subcommands: [TasksListCommand.self, TasksDoneCommand.self], defaultSubcommand: TasksListCommand.self)
}

/// `portpass tasks list`.
struct TasksListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The tasks, the oldest first: one JSON object a line.")

    private static let page = 1_000

    @Flag(name: .long, help: "Also those that are done.")
    var all = false

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        try await register.withRegister { register, _ in
            var place: Int64 = 0
            while true {
                let tasks = try await register.tasks(after: place, limit: Self.page, withDone: all)
                for task in tasks { try StandardOutput.write(task.json + [UInt8(ascii: "\n")]) }
                guard tasks.count == Self.page, let last = tasks.last else { return }
                place = last.id
            }
        }
    }
}

/// `portpass tasks done`.
struct TasksDoneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "done", abstract: "Marks a task as done.")

    @Argument(help: ArgumentHelp("The task's number.", valueName: "id"))
    var id: Int64

    @Option(name: .long, help: ArgumentHelp("Who did it.", valueName: "name"))
    var by: String

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let isNew = try await register.withRegister { register, principal in
            try await register.finishTask(id, of: by, by: principal, now: WallClock.now())
        }
        try StandardOutput.write(isNew ? "task \(id) is done\n" : "task \(id) was done already\n")
    }
}
