import ArgumentParser
import CommandSupport
import Register

/// `portpass payments release`.
struct PaymentsReleaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Makes what was paid for an order money that goes back; its receipt is void.")

    @Argument(help: ArgumentHelp("The order's number.", valueName: "order"))
    var order: String

    @Option(name: .long, help: ArgumentHelp("Why: a code, such as withdrawn.", valueName: "code"))
    var reason: String

    @Flag(name: .long, help: "What was issued for it was revoked.")
    var passesEnded = false

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let order = try PaymentsCommand.order(order)
        let isNew = try await register.withRegister { register, principal in
            try await register.releaseOrder(
                order, reason: reason, passesEnded: passesEnded, by: principal, now: WallClock.now())
        }
        try StandardOutput.write(
            isNew
                ? "order \(order) is paid back: see portpass payments list --surplus\n"
                : "order \(order) was released already; nothing was changed\n")
    }
}
