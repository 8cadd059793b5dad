import Register
import Testing

@Suite("What becomes of an order")
struct OrderMachineTests {
    private static func machine(_ state: OrderState) -> OrderMachine {
        OrderMachine(state: state, total: 300, applied: state == .paid ? 300 : state == .open ? 100 : 0)
    }

    @Test("An open order takes what it needs; every other takes nothing", arguments: OrderState.allCases)
    func receive(state: OrderState) {
        for (amount, applied, after) in [
            (1, 1, OrderState.open), (199, 199, .open), (200, 200, .paid), (201, 200, .paid), (9_999, 200, .paid),
        ] as [(Int64, Int64, OrderState)] {
            var machine = Self.machine(state)
            #expect(machine.receive(amount) == (state == .open ? applied : 0))
            #expect(machine.state == (state == .open ? after : state))
            var unexpected = Self.machine(state)
            #expect(unexpected.receive(amount, isExpected: false) == 0 && unexpected == Self.machine(state))
        }
    }

    @Test(
        "Only an open order is cancelled or expires, and only a paid one is paid back", arguments: OrderState.allCases)
    func moves(state: OrderState) {
        for end in [OrderState.cancelled, .expired] {
            var machine = Self.machine(state)
            let answer = machine.close(end)
            #expect(answer == (state == .open ? .done : state == end ? .already : .impossible))
            #expect(machine.state == (state == .open ? end : state))
            if answer == .done { #expect(machine.applied == 0 && machine.due == 0) }
        }
        var machine = Self.machine(state)
        let answer = machine.release()
        let expected: OrderMachine.Answer =
            switch state {
            case .paid: .done
            case .refunding, .refunded: .already
            default: .impossible
            }
        #expect(answer == expected)
        machine.gaveBack(held: 1)
        #expect(machine.state == (state == .paid ? .refunding : state))
        machine.gaveBack(held: 0)
        #expect(machine.state == (state == .paid || state == .refunding ? .refunded : state))
    }

    @Test(
        "In any order of events it is paid at most once, and all money is applied or surplus",
        arguments: 0..<200 as Range<UInt64>)
    func anyOrder(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var machine = OrderMachine(state: .open, total: Int64.random(in: 1...500, using: &random), applied: 0)
        var (received, surplus, timesPaid) = (Int64(0), Int64(0), 0)
        for _ in 0..<30 {
            let before = machine
            switch random.next() % 8 {
            case 0...3:
                let amount = Int64.random(in: 1...400, using: &random)
                let isExpected = random.next() % 5 > 0
                let applied = machine.receive(amount, isExpected: isExpected)
                received += amount
                surplus += amount - applied
            case 4: if machine.close(.cancelled) == .done { surplus += before.applied }
            case 5: if machine.close(.expired) == .done { surplus += before.applied }
            case 6: if machine.release() == .done { surplus += before.applied }
            default: machine.gaveBack(held: Int64(random.next() % 2))
            }
            if before.state != .paid, machine.state == .paid { timesPaid += 1 }
            #expect(received == machine.applied + surplus)
            #expect((machine.state == .paid) == (machine.applied == machine.total))
            #expect(machine.state == .open || machine.state == .paid || machine.applied == 0)
            if [.refunded, .cancelled, .expired].contains(before.state) { #expect(machine.state == before.state) }
        }
        #expect(timesPaid <= 1)
    }
}
