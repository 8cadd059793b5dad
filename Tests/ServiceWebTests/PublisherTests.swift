import Logging
import Register
import ServiceLifecycle
import ServiceScenes
import ServiceWeb
import Synchronization
import Testing
import TrustPublishing

@Suite("The publisher")
struct PublisherTests {
    private struct Broken: Error {}

    /// Counts publications, and lets the first ones fail.
    private final class Press: Sendable {
        private let state = Mutex((count: 0, failures: 0, isSlow: false))
        let done = ChangeSignal()
        let web: WebScene

        init(_ web: WebScene, failures: Int = 0) {
            self.web = web
            state.withLock { $0.failures = failures }
        }

        var count: Int { state.withLock { $0.count } }

        func publish() async throws -> Published {
            let fails = state.withLock { state in
                if state.failures > 0 {
                    state.failures -= 1
                    return true
                }
                state.count += 1
                return false
            }
            defer { done.notify() }
            if fails { throw Broken() }
            return try await web.register.publish(by: web.scene.by, now: WebScene.now)
        }
    }

    private func timing(_ change: (inout Publisher.Timing) -> Void = { _ in }) -> Publisher.Timing {
        var timing = Publisher.Timing()
        timing.coalescing = .milliseconds(50)
        timing.renewal = .seconds(600)
        timing.firstRetry = .milliseconds(20)
        change(&timing)
        return timing
    }

    /// Runs a publisher beside `body`, then stops it gracefully and waits for its end.
    private func running(
        _ press: Press, _ changes: ChangeSignal, _ timing: Publisher.Timing,
        health: PublisherHealth = PublisherHealth(),
        _ body: @Sendable () async throws -> Void
    ) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let publisher = Publisher(
            changes: changes, health: health, timing: timing, logger: logger, now: { WebScene.now }
        ) { try await press.publish() }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(
                        service: publisher, successTerminationBehavior: .gracefullyShutdownGroup,
                        failureTerminationBehavior: .cancelGroup)
                ], logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            do {
                await health.firstAttempt()
                try await body()
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    @Test("Publishes at once, and again after a change; many changes at once are one publication")
    func coalescing() async throws {
        let press = Press(try await WebScene())
        let changes = ChangeSignal()
        try await running(press, changes, timing()) {
            #expect(press.count == 1)
            let seen = press.done.count
            for _ in 0..<100 { changes.notify() }
            await press.done.wait(beyond: seen)
            #expect(press.count == 2)
        }
        #expect(press.count == 2)
    }

    @Test("Signs the timestamp again when nothing changed for a while")
    func renewal() async throws {
        let press = Press(try await WebScene())
        try await running(press, ChangeSignal(), timing { $0.renewal = .milliseconds(30) }) {
            await press.done.wait(beyond: 3)
        }
        #expect(press.count >= 4)
    }

    @Test("Tries again after failures, says so in its health, and goes on")
    func failures() async throws {
        let press = Press(try await WebScene(), failures: 3)
        let health = PublisherHealth()
        try await running(press, ChangeSignal(), timing(), health: health) {
            #expect(health.state.failingSince == WebScene.now || health.state.version != nil)
            await press.done.wait(beyond: 3)
        }
        #expect(press.count == 1 && health.state.failingSince == nil && health.state.version == 1)
    }

    @Test("What changed when it is told to stop is still published")
    func lastChange() async throws {
        let press = Press(try await WebScene())
        let changes = ChangeSignal()
        try await running(press, changes, timing { $0.coalescing = .seconds(60) }) { changes.notify() }
        #expect(press.count == 2)
    }

    @Test("A publisher that fails when it is told to stop ends all the same")
    func failingEnd() async throws {
        let press = Press(try await WebScene(), failures: .max)
        try await running(press, ChangeSignal(), timing { $0.firstRetry = .seconds(60) }) {}
        #expect(press.count == 0)
    }
}
