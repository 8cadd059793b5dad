import ArgumentParser
import CommandSupport
import Register

/// `portpass payments reconcile`.
struct PaymentsReconcileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile",
        abstract: "Compares the books with the payment service's, and lists what somebody has to look at.",
        discussion: """
            One JSON object a line for each difference. portpass serve must run, which talks to the payment service; --offline lists \
            only what needs no question. Leaves with status \(ExitStatus.broke) when there is a difference.
            """)

    @Option(name: .long, help: ArgumentHelp("Attempts of the last so many days.", valueName: "days"))
    var days: Int64 = 14

    @Flag(name: .long, help: "Book what was paid there and is not here: word of it was lost.")
    var take = false

    @Flag(name: .long, help: "Ask nobody.")
    var offline = false

    @OptionGroup var register: RegisterOptions

    func validate() throws {
        guard (1...3_660).contains(days) else { throw ValidationError("--days takes 1 to 3660") }
    }

    func run() async throws {
        let now = WallClock.now()
        let differences = try await register.withRegister { register, principal in
            if offline { return try await register.pendingDifferences() }
            return try await register.reconcile(
                with: try ServedRegister.gateway(), since: now - days * 86_400, taking: take, by: principal, now: now)
        }
        for difference in differences { try StandardOutput.write(difference.json + [UInt8(ascii: "\n")]) }
        guard differences.isEmpty else { throw ExitCode(ExitStatus.broke) }
    }
}
