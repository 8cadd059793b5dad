import ArgumentParser
import CommandSupport
import Payments
import Register

/// `portpass payments refund`.
struct PaymentsRefundCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refund", abstract: "Pays surplus back: to the card it came from, or by hand.",
        discussion: """
            With --by card the payment service is asked, which portpass serve must do. Before the evening's capture a whole payment \
            is given up (--action N); while it waits for the capture, that is cancelled first (--action E, then N); after it \
            money is paid back (--action R). By hand, say afterwards how it ended: portpass payments refunded.
            """)

    @Argument(help: ArgumentHelp("The payment's number.", valueName: "payment"))
    var payment: Int64

    @Option(name: .long, help: ArgumentHelp("New Taiwan dollars.", valueName: "amount"))
    var amount: Int64

    @Option(name: .long, help: ArgumentHelp("card, bank, cash or post.", valueName: "means"))
    var by: String

    @Option(name: .long, help: ArgumentHelp("With --by card: R, E or N.", valueName: "action"))
    var action = "R"

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        if by == "card" {
            guard let action = CreditAction(rawValue: action), action != .capture else {
                throw PlainError("--action takes R, E or N")
            }
            try await action == .cancelCapture ? cancelCapture() : refundToCard(action)
            return
        }
        guard let means = RefundMeans(byHand: by) else { throw PlainError("--by takes card, bank, cash or post") }
        let id = try await register.withRegister { register, principal in
            try await register.askRefund(payment, amount: amount, by: means, of: principal, now: WallClock.now()).id
        }
        try StandardOutput.write(
            "refund \(id) has begun: when it is done, portpass payments refunded \(id) --reference …\n")
    }

    private func cancelCapture() async throws {
        let answer = try await register.withRegister { register, _ in
            try await register.cancelCapture(of: payment, through: try ServedRegister.gateway())
        }
        guard answer.isDone else { throw PlainError("the payment service refused: \(answer.message)") }
        try StandardOutput.write("the capture is cancelled: now give the payment up with --action N\n")
    }

    private func refundToCard(_ action: CreditAction) async throws {
        let outcome = try await register.withRegister { register, principal in
            try await register.refund(
                payment, amount: amount, action: action, through: try ServedRegister.gateway(), by: principal,
                now: WallClock.now())
        }
        switch outcome {
        case .done(let id): try StandardOutput.write("refund \(id) is done\n")
        case .refused(let id, let words):
            throw PlainError("refund \(id) was refused by the payment service: \(words)")
        case .unknown(let id, let words):
            throw PlainError(
                "whether refund \(id) happened is not known (\(words)): look at the payment service's pages, then portpass payments refunded \(id)"
            )
        }
    }
}

/// `portpass payments refunded`.
struct PaymentsRefundedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refunded", abstract: "Says how a refund ended that was begun.")

    @Argument(help: ArgumentHelp("The refund's number.", valueName: "refund"))
    var refund: Int64

    @Option(
        name: .long, help: ArgumentHelp("It was done: the transfer's or the slip's number.", valueName: "reference"))
    var reference: String?

    @Option(name: .long, help: ArgumentHelp("It was not done, and why.", valueName: "reason"))
    var failed: String?

    @OptionGroup var register: RegisterOptions

    func validate() throws {
        guard (reference == nil) != (failed == nil) else {
            throw ValidationError("give one of --reference and --failed")
        }
    }

    func run() async throws {
        let isNew = try await register.withRegister { register, principal in
            try await register.endRefund(
                refund, isDone: reference != nil, note: reference ?? failed ?? "", by: principal, now: WallClock.now())
        }
        let end = reference == nil ? "failed: the money is held as before" : "done"
        try StandardOutput.write(isNew ? "refund \(refund) is \(end)\n" : "refund \(refund) had ended so already\n")
    }
}
