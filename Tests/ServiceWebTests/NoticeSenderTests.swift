import Foundation
import Logging
import Mail
import PassCrypto
import Register
import ServiceLifecycle
import ServiceScenes
import ServiceWeb
import Synchronization
import Testing

@Suite("Sending what waits", .timeLimit(.minutes(10)))
struct NoticeSenderTests {
    /// A way on which a test decides what becomes of each message.
    private final class Way: MessageCarrier {
        private let state = Mutex<(outcomes: [CarrierOutcome], sent: [OutgoingMessage])>(([], []))
        /// Whether it hangs until it is cancelled.
        let hangs: Bool
        let began = ChangeSignal()

        init(_ outcomes: [CarrierOutcome] = [], hangs: Bool = false) {
            self.hangs = hangs
            state.withLock { $0.outcomes = outcomes }
        }

        var sent: [OutgoingMessage] { state.withLock { $0.sent } }

        func carry(_ message: OutgoingMessage) async -> CarrierOutcome {
            began.notify()
            if hangs {
                try? await Task.sleep(for: .seconds(600))
                return .temporary(CarrierFault("stopped"))
            }
            return state.withLock { state in
                state.sent.append(message)
                return state.outcomes.isEmpty ? .sent : state.outcomes.removeFirst()
            }
        }
    }

    private struct NotInTime: Error {}

    private func until(_ condition: () async throws -> Bool) async throws {
        for _ in 0..<60_000 {
            if try await condition() { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw NotInTime()
    }

    private func timing(_ change: (inout NoticeTiming) -> Void = { _ in }) -> NoticeTiming {
        var timing = NoticeTiming()
        timing.poll = .milliseconds(20)
        timing.firstPause = .milliseconds(10)
        timing.patience = .milliseconds(50)
        timing.attempts = 3
        change(&timing)
        return timing
    }

    private func running(
        _ scene: SiteScene, _ carriers: [Contact.Channel: any MessageCarrier], _ timing: NoticeTiming,
        _ body: () async throws -> Void
    ) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let sender = NoticeSender(
            register: scene.register, texts: scene.texts, carriers: carriers, timing: timing,
            site: { "https://pass.example" }, logger: logger, now: { scene.now })
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: sender, successTerminationBehavior: .gracefullyShutdownGroup)],
                logger: logger))
        async let run: Void = group.run()
        do {
            try await body()
        } catch {
            await group.triggerGracefulShutdown()
            try? await run
            throw error
        }
        await group.triggerGracefulShutdown()
        try await run
    }

    private func enqueue(_ scene: SiteScene, _ number: Int, to typed: String? = nil, _ language: SiteLanguage = .zhHant)
        async throws
    {
        let contact = try #require(Contact(typed: typed ?? "wang\(number)@example.com"))
        let notice = try Notice(.submitted, to: contact, language: language, facts: ["number": "A26-\(number)"])
        try await scene.register.enqueue(notice, now: scene.now)
    }

    @Test("Each goes once, on its own channel, in the words of its language")
    func sent() async throws {
        let scene = try await SiteScene()
        let (mail, sms) = (Way(), Way())
        for number in 1...10 { try await enqueue(scene, number) }
        try await enqueue(scene, 11, to: "0912345678", .vi)
        try await running(scene, [.email: mail, .mobile: sms], timing()) {
            try await until { try await scene.register.noticeCounts(now: scene.now).sent == 11 }
            // What comes later goes without waiting to be looked for.
            try await enqueue(scene, 12)
            try await until { mail.sent.count == 11 }
        }
        #expect(Set(mail.sent.map(\.id)).count == 11)
        let first = try #require(mail.sent.first { $0.text.contains("A26-1。") })
        #expect(first.subject == "已收到您的申請（A26-1）" && first.text.contains("https://pass.example/zh-Hant/"))
        #expect(first.text.hasSuffix("請勿直接回覆。\n") && first.date == scene.now)
        #expect(
            sms.sent.map(\.text) == ["Thẻ ra vào cảng: đã nhận hồ sơ A26-11. Xem tiến độ: https://pass.example/vi/"])
    }

    @Test("What fails for now is tried again later, under the same name; after so many times it is given up")
    func again() async throws {
        let scene = try await SiteScene()
        let fault = CarrierOutcome.temporary(CarrierFault("smtp-450"))
        let way = Way([fault, fault, fault])
        try await enqueue(scene, 1)
        try await running(scene, [.email: way], timing()) {
            try await until { try await scene.register.noticeCounts(now: scene.now).retried == 1 }
            scene.pass(seconds: 29)
            try await enqueue(scene, 2)
            try await until { way.sent.count == 2 }
            #expect(way.sent.last?.text.contains("A26-2") == true, "the first is not due yet")
            scene.pass(seconds: 1)
            try await until { way.sent.count == 3 }
        }
        // 30 seconds, then 60: attempts of the first one are 1 and 2; the second one failed once.
        try await running(scene, [.email: way], timing()) {
            scene.pass(seconds: 59)
            try await until { try await scene.register.noticeCounts(now: scene.now).sent == 1 }
            scene.pass(seconds: 1)
            try await until { try await scene.register.noticeCounts(now: scene.now).sent == 2 }
        }
        #expect(Set(way.sent.map(\.id)).count == 2)

        let doomed = Way([fault, fault, fault])
        try await enqueue(scene, 3)
        try await running(scene, [.email: doomed], timing()) {
            for count in 1...3 {
                // Also noted, or its next time would be reckoned from a later now.
                try await until {
                    let sending = try await scene.register.noticeCounts(now: scene.now).sending
                    return doomed.sent.count == count && sending == 0
                }
                scene.pass(seconds: 3_600)
            }
            try await until { try await scene.register.noticeCounts(now: scene.now).failed == 1 }
        }
        #expect(try await scene.register.noticeCounts(now: scene.now).errors == ["smtp-450"])
    }

    @Test("What is refused for good is given up at once, and counted")
    func refused() async throws {
        let scene = try await SiteScene()
        let way = Way([.permanent(CarrierFault("smtp-550"))])
        try await enqueue(scene, 1)
        try await enqueue(scene, 2, to: "wang1@example.com")
        try await running(scene, [.email: way], timing()) {
            try await until { try await scene.register.noticeCounts(now: scene.now).sent == 1 }
        }
        let counts = try await scene.register.noticeCounts(now: scene.now)
        #expect(counts.failed == 1 && counts.errors == ["smtp-550"])
        #expect(way.sent.map { $0.text.contains("A26-1") } == [true, false])
    }

    @Test("A channel without a way keeps what it has")
    func waiting() async throws {
        let scene = try await SiteScene()
        let way = Way()
        try await enqueue(scene, 1, to: "0912345678")
        try await enqueue(scene, 2)
        try await running(scene, [.email: way], timing()) {
            try await until { try await scene.register.noticeCounts(now: scene.now).sent == 1 }
        }
        #expect(try await scene.register.noticeCounts(now: scene.now).waiting == [.email: 0, .mobile: 1])
    }

    @Test("What was being sent when the service ended goes once more")
    func recovered() async throws {
        let scene = try await SiteScene()
        try await enqueue(scene, 1)
        let lost = try #require(try await scene.register.claimNotice(.email, now: scene.now))
        let way = Way()
        try await running(scene, [.email: way], timing()) {
            try await until { try await scene.register.noticeCounts(now: scene.now).sent == 1 }
        }
        #expect(way.sent.map(\.id) == [lost.id])
    }

    @Test("A message that ends the service each time it is sent is given up, too")
    func poison() async throws {
        let scene = try await SiteScene()
        try await enqueue(scene, 1)
        for _ in 0..<3 {
            #expect(try await scene.register.claimNotice(.email, now: scene.now) != nil)
            try await scene.register.recoverNotices(now: scene.now)
        }
        let way = Way()
        try await running(scene, [.email: way], timing()) {
            try await until { try await scene.register.noticeCounts(now: scene.now).failed == 1 }
        }
        #expect(way.sent.isEmpty)
    }

    @Test("A service that stops does not wait for a server that hangs; the message is not lost")
    func stopped() async throws {
        let scene = try await SiteScene()
        try await enqueue(scene, 1)
        let way = Way(hangs: true)
        try await running(scene, [.email: way], timing()) { await way.began.wait(beyond: 0) }
        let counts = try await scene.register.noticeCounts(now: scene.now)
        #expect(counts.waiting[.email] == 1 && counts.sending == 0 && counts.sent == 0)
    }

    @Test("When the way itself is broken it is tried now and then, and everything goes when it is mended")
    func mended() async throws {
        let scene = try await SiteScene()
        let broken = CarrierOutcome.temporary(CarrierFault("connect", isOfTheWay: true))
        let way = Way([broken, broken, broken])
        for number in 1...5 { try await enqueue(scene, number) }
        try await running(scene, [.email: way], timing { $0.attempts = 10 }) {
            try await until { try await scene.register.noticeCounts(now: scene.now).sent >= 2 }
            scene.pass(seconds: 30)
            try await until { try await scene.register.noticeCounts(now: scene.now).sent == 5 }
        }
        #expect(Set(way.sent.map(\.id)).count == 5)
    }
}
