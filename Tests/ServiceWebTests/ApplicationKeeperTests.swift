import Logging
import PassFormat
import Register
import ServiceLifecycle
import ServiceScenes
import ServiceWeb
import Synchronization
import Testing

@Suite("The keeper of applications")
struct ApplicationKeeperTests {
    /// A clock that a test moves.
    private final class Clock: Sendable {
        private let state = Mutex(WebScene.now)
        var now: Int64 { state.withLock { $0 } }
        func set(_ time: Int64) { state.withLock { $0 = time } }
    }

    /// Runs a keeper beside `body`, then stops it gracefully and waits for its end.
    private func running(_ register: Register, _ clock: Clock, _ body: () async throws -> Void) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let keeper = ApplicationKeeper(
            register: register, principal: try Principal("service"), logger: logger, now: { clock.now })
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: [keeper], logger: logger))
        async let run: Void = group.run()
        do {
            try await body()
        } catch {
            await group.triggerGracefulShutdown()
            try await run
            throw error
        }
        await group.triggerGracefulShutdown()
        try await run
    }

    private struct NeverCame: Error {}

    /// Asks until it is so; each time the keeper is woken, as by a payment.
    private func eventually(_ register: Register, _ isSo: () async throws -> Bool) async throws {
        for _ in 0..<400 {
            if try await isSo() { return }
            register.payments.notify()
            try await Task.sleep(for: .milliseconds(10))
        }
        throw NeverCame()
    }

    private func messages(_ register: Register, now: Int64) async throws -> [Notice] {
        var told: [Notice] = []
        while let claimed = try await register.claimNotice(.email, now: now) {
            try await register.settle(claimed, .sent, now: now)
            if let notice = claimed.notice { told.append(notice) }
        }
        return told
    }

    @Test("closes orders of many whose time is over, and nobody has to ask for it")
    func orders() async throws {
        let scene = try await WebScene()
        let register = scene.register
        let lines = (1...2).map { number in
            OrderLine(
                application: ApplicationID([UInt8](repeating: UInt8(number), count: 16))!, kind: .person,
                term: .periodic, hasCard: false, amount: 200)
        }
        let number = try #require(
            try await register.openOrder(
                lines, payer: try Payer(name: "基隆港埠", companyNumber: "04595257"),
                expires: WebScene.now + 3_600, by: scene.scene.by, now: WebScene.now))
        let clock = Clock()
        try await running(register, clock) {
            register.payments.notify()
            #expect(try await register.order(number)?.state == .open)
            clock.set(WebScene.now + 3_600)
            try await eventually(register) { try await register.order(number)?.state == .expired }
        }
    }

    @Test("tells companies of passes that end soon, within the hour, and once")
    func reminders() async throws {
        let scene = try await CompanyWebScene()
        let register = scene.register
        let owner = try await scene.found()
        let end = try await scene.pass(of: owner)
        _ = try await messages(register, now: WebScene.now)
        let clock = Clock()
        let due = end - 60 * 86_400
        // It is midnight, when passes end: what is told then goes in the morning.
        let morning = due + 8 * 3_600
        clock.set(due - 3_600)
        try await running(register, clock) {
            var told: [Notice] = []
            clock.set(due)
            try await eventually(register) {
                told += try await messages(register, now: morning).filter { $0.kind == .companyExpiring }
                return !told.isEmpty
            }
            // Another hour, and another look.
            clock.set(due + 3_600)
            let seen = try await register.noticeCounts(now: morning).sent
            register.payments.notify()
            try await eventually(register) {
                told += try await messages(register, now: morning).filter { $0.kind == .companyExpiring }
                return try await register.noticeCounts(now: morning).sent >= seen
            }
            #expect(told.map(\.facts["count"]) == ["1"])
        }
    }

    @Test("tells a company what became of what it sent together")
    func news() async throws {
        let scene = try await CompanyWebScene()
        let register = scene.register
        let owner = try await scene.found()
        _ = try await scene.pass(of: owner)
        let clock = Clock()
        clock.set(WebScene.now + 600)
        try await running(register, clock) {
            try await eventually(register) {
                try await messages(register, now: WebScene.now + 600).contains { $0.kind == .companyNews }
            }
        }
    }
}
