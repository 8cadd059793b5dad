package import Payments

/// A code that a payer was given, and until when it is good.
package struct IssuedCode: Hashable, Sendable {
    package let trade: TradeNumber
    package let code: PaymentCode
    package let amount: Int64
    /// Seconds since 1970.
    package let expires: Int64
}

extension PaymentCode {
    /// In one column: `account 812 9103…`, `number GW13…`, `bars … … …`. None of the parts has a space.
    var stored: String {
        switch self {
        case .account(let bank, let number): "account \(bank) \(number)"
        case .number(let number): "number \(number)"
        case .bars(let bars): (["bars"] + bars).joined(separator: " ")
        }
    }

    init?(stored: String) {
        let parts = stored.split(separator: " ").map(String.init)
        switch (parts.first, parts.count) {
        case ("account", 3): self = .account(bank: parts[1], number: parts[2])
        case ("number", 2): self = .number(parts[1])
        case ("bars", 4): self = .bars(Array(parts.dropFirst()))
        default: return nil
        }
    }
}
