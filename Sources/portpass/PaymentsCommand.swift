import ArgumentParser
import CommandSupport
import Register
import StrictJSON

/// `portpass payments`: what is to be paid, what came, and what goes back.
struct PaymentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "payments", abstract: "Orders, the money that came for them, and the money that goes back.",
        subcommands: [
            PaymentsListCommand.self, PaymentsRecordCommand.self, PaymentsReleaseCommand.self,
            PaymentsRefundCommand.self, PaymentsRefundedCommand.self, PaymentsReconcileCommand.self,
            PaymentsMerchantCommand.self,
        ], defaultSubcommand: PaymentsListCommand.self)

    /// - Throws: a sentence when there can be no order of this number.
    static func order(_ text: String) throws -> OrderNumber {
        guard let number = OrderNumber(text.uppercased()) else {
            throw PlainError("\(text.prefix(40)) is no order's number, which is like PP2612014F7K2MAZ")
        }
        return number
    }
}

/// `portpass payments list`.
struct PaymentsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Orders in the order they were made: one JSON object a line.")

    private static let page = 500

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Only those that are open, paid, refunding, refunded, cancelled or expired.", valueName: "state"))
    var state: String?

    @Flag(name: .long, help: "In place of orders, the money that is held and has to go back.")
    var surplus = false

    @Flag(name: .long, help: "In place of orders, the sums of the books.")
    var books = false

    @OptionGroup var register: RegisterOptions

    func validate() throws {
        guard state.map({ OrderState(rawValue: $0) != nil }) ?? true else {
            throw ValidationError("--state takes open, paid, refunding, refunded, cancelled or expired")
        }
    }

    func run() async throws {
        let newline = [UInt8(ascii: "\n")]
        try await register.withRegister { register, _ in
            if books {
                try StandardOutput.write(try await register.paymentBooks().json + newline)
                return
            }
            if surplus {
                for payment in try await register.surplusPayments() {
                    try StandardOutput.write(payment.json + newline)
                }
                return
            }
            var place: Int64 = 0
            while true {
                let rows = try await register.orders(
                    after: place, state: state.flatMap(OrderState.init), limit: Self.page)
                for row in rows {
                    let payments = try await register.payments(of: row.order.number)
                    try StandardOutput.write(Self.json(row.order, payments) + newline)
                }
                guard rows.count == Self.page, let last = rows.last else { return }
                place = last.place
            }
        }
    }

    private static func json(_ order: PaymentOrder, _ payments: [BookedPayment]) -> [UInt8] {
        var members: JSONObject = [
            "order": .text(order.number.text), "state": .text(order.state.rawValue), "total": .integer(order.total),
            "due": .integer(order.due), "madeAt": .integer(order.madeAt), "expiresAt": .integer(order.expiresAt),
            "lines": .integer(Int64(order.lines.count)),
            "payments": .array(payments.compactMap { try? JSONReader.read($0.json) }),
        ]
        members["receipt"] = order.receipt.map { .text($0) }
        members["reason"] = order.reason.map { .text($0) }
        return JSONWriter.compact(.object(members))
    }
}
