import ArgumentParser
import CommandSupport
import Register

/// `portpass payments record`.
struct PaymentsRecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Books money that came over a counter, by bank or by post.")

    @Argument(help: ArgumentHelp("The order's number.", valueName: "order"))
    var order: String

    @Option(name: .long, help: ArgumentHelp("counter, bank or post.", valueName: "method"))
    var method: String

    @Option(
        name: .long,
        help: ArgumentHelp("What names the money there: a slip's or a transfer's number.", valueName: "reference"))
    var reference: String

    @Option(name: .long, help: ArgumentHelp("New Taiwan dollars.", valueName: "amount"))
    var amount: Int64

    @Option(name: .long, help: ArgumentHelp("When it came; now if not given.", valueName: "rfc3339"))
    var received: String?

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let order = try PaymentsCommand.order(order)
        guard let method = PaymentMethod(rawValue: method), method != .ecpay else {
            throw PlainError("--method takes counter, bank or post")
        }
        let now = WallClock.now()
        guard let time = received.map({ WallClock.seconds(rfc3339: $0) }) ?? now else {
            throw PlainError("--received takes a time such as 2026-12-01T08:00:00+08:00")
        }
        let outcome = try await register.withRegister { register, principal in
            try await register.recordPayment(
                order, method: method, reference: reference, amount: amount, receivedAt: time, by: principal, now: now)
        }
        switch outcome {
        case .paid: try StandardOutput.write("order \(order) is paid\n")
        case .part: try StandardOutput.write("booked: more is due for order \(order)\n")
        case .repeated: try StandardOutput.write("it was booked already; nothing was changed\n")
        default:
            try StandardOutput.write(
                "booked, and more than order \(order) needs: it has to go back, see portpass payments list --surplus\n")
        }
    }
}
