import Logging
import Register
import ServiceLifecycle
import ServiceWeb
import Synchronization
import Testing

/// Endpoints as they might be: each address answers what it is told to, or waits until it is let go.
private final class Endpoints: HookCarrier {
    private struct State {
        var told: [HookMessage] = []
        var waiting: [CheckedContinuation<Void, Never>] = []
        var isHeld = true
    }

    private let state = Mutex(State())
    private let signal = ChangeSignal()

    var told: [HookMessage] { state.withLock { $0.told } }

    func carry(_ message: HookMessage) async -> Result<Int, HookFailure> {
        state.withLock { $0.told.append(message) }
        signal.notify()
        if message.address.contains("slow") {
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    if state.isHeld { state.waiting.append(continuation) }
                    return !state.isHeld
                }
                if goesOn { continuation.resume() }
            }
        }
        return message.address.contains("lost") ? .failure(HookFailure("unreachable")) : .success(204)
    }

    func release() {
        let waiting = state.withLock { state in
            state.isHeld = false
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    func wait(until isEnough: ([HookMessage]) -> Bool) async {
        while true {
            let seen = signal.count
            if isEnough(told) { return }
            await signal.wait(beyond: seen)
        }
    }
}

@Suite("Who tells companies' systems")
struct HookSenderTests {
    @Test("holds up nobody for a slow endpoint, and tells it one thing at a time", .timeLimit(.minutes(10)))
    func lanes() async throws {
        let scene = try await ProgramScene()
        for host in ["slow", "quick", "lost"] {
            _ = try await scene.register.makeHook(
                address: "https://\(host).example.com/", allowsPlain: false, by: scene.owner, now: WebScene.now)
        }
        _ = try await scene.companies.pass(of: scene.owner)
        let endpoints = Endpoints()
        let sender = HookSender(
            register: scene.register, carrier: endpoints,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            now: { WebScene.now })
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await sender.run() }
            await endpoints.wait { $0.filter { $0.address.contains("quick") }.count >= 5 }
            #expect(endpoints.told.filter { $0.address.contains("slow") }.count == 1)
            endpoints.release()
            await endpoints.wait { $0.filter { $0.address.contains("slow") }.count >= 5 }
            group.cancelAll()
        }
        let first = try #require(endpoints.told.first)
        #expect(first.headers.map(\.name) == ["Content-Type", "webhook-id", "webhook-timestamp", "webhook-signature"])
        let hooks = try await scene.register.hooks(by: scene.owner)
        #expect(hooks.map { $0.failingSince != nil } == [false, false, true])
    }
}
