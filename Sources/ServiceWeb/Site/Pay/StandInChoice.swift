import Payments

/// What can be made to happen to a trade at the stand-in.
enum StandInChoice: String, CaseIterable, Sendable {
    case pay
    case payAndSayNothing = "pay-silent"
    case fail
    case word
    case wordTwice = "word-twice"
    case simulate
    case forge
    case account, store, bars

    var label: String {
        switch self {
        case .pay: "Pay"
        case .payAndSayNothing: "Pay, and send no word of it yet"
        case .fail: "Fail"
        case .word: "Send word of it now (late, or once more)"
        case .wordTwice: "Send word of it twice"
        case .simulate: "Send word of a simulated payment"
        case .forge: "Send forged word of a payment"
        case .account: "Give out a bank account"
        case .store: "Give out a number for a store"
        case .bars: "Give out bar codes"
        }
    }

    /// What is sent, to whom, after what changed.
    struct Effect {
        var change: (inout StandInTrade) -> Void = { _ in }
        /// How often word is sent.
        var times = 1
        var isSimulated = false
        var isForged = false
        var isCode = false
    }

    func effect(at now: Int64) -> Effect {
        func pay(_ trade: inout StandInTrade) {
            if trade.paidAt == nil { trade.paidAt = now }
            trade.failure = nil
        }
        func giveOut(_ way: StandInTrade.Way) -> Effect {
            Effect(change: { if $0.paidAt == nil { $0.way = way } }, isCode: true)
        }
        switch self {
        case .pay: return Effect(change: pay)
        case .payAndSayNothing: return Effect(change: pay, times: 0)
        case .fail: return Effect(change: { if $0.paidAt == nil { $0.failure = 10_100_248 } })
        case .word: return Effect()
        case .wordTwice: return Effect(change: pay, times: 2)
        case .simulate: return Effect(isSimulated: true)
        case .forge: return Effect(isForged: true)
        case .account: return giveOut(.account)
        case .store: return giveOut(.store)
        case .bars: return giveOut(.bars)
        }
    }
}
