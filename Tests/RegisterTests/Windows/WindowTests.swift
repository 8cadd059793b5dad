import PassCrypto
import Register
import SingleWindows
import StrictJSON
import Testing

@Suite("Single windows in the register")
struct WindowTests {
    private static let now = ScratchRegister.now
    private let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    private static var subject: WindowSubject {
        get throws { try #require(WindowSubject(window: .customs, port: "TWKEL", mark: "CSQU3054383")) }
    }

    private static func reply(
        _ question: WindowQuestion, _ finding: String = "held", asOf: Int64 = now, sequence: Int64 = 1,
        mark: String = "CSQU3054383"
    ) -> [UInt8] {
        var object: JSONObject = [
            "protocol": .text("portpass-windows/1"), "answer": .text(question.id.hex), "sequence": .integer(sequence),
            "source": .text("CPT"), "window": .text("customs"),
            "subject": .object(["container": .text(mark), "port": .text("TWKEL")]), "asOf": .integer(asOf),
            "state": .text(finding),
        ]
        if finding == "released" {
            object["since"] = .integer(asOf)
            object["reference"] = .text("R1")
        }
        return JSONWriter.compact(.object(object))
    }

    private func asked(_ register: Register) async throws -> AskedQuestion {
        _ = try await register.askWindow(Self.subject, by: scratch.by, now: Self.now)
        return try #require(try await register.claimQuestion(to: .customs, now: Self.now))
    }

    private func take(
        _ bytes: [UInt8], _ register: Register, to question: WindowQuestion? = nil, at time: Int64 = now
    ) async throws -> ReplyOutcome {
        try await register.takeReply(bytes, from: .customs, to: question, by: scratch.by, now: time)
    }

    @Test func `is asked once about one thing, and answered once`() async throws {
        let register = try await scratch.create()
        defer { register.close() }
        let asked = try await asked(register)
        #expect(asked.attempts == 1 && asked.question.sequence == 1)
        #expect(try await register.askWindow(Self.subject, by: scratch.by, now: Self.now) == nil)
        #expect(try await register.claimQuestion(to: .customs, now: Self.now) == nil)
        #expect(try await register.claimQuestion(to: .maritime, now: Self.now) == nil)
        try await register.settleDelivered(asked, now: Self.now)
        let answer = Self.reply(asked.question)
        #expect(try await take(answer, register) == .taken)
        #expect(try await take(answer, register) == .repeated)
        #expect(try await register.windowState(of: Self.subject)?.finding == .held)
        let receipts = try await register.windowReceipts(of: 1)
        #expect(receipts.map(\.way) == [.sent, .came])
        #expect(receipts.map(\.digest) == [Hash.sha256(asked.question.message), Hash.sha256(answer)])
        #expect(try await register.windowQuestion(1)?.state == .answered)
        #expect(try await register.verifyAudit().isIntact)
    }

    @Test func `says what was later, in whatever order it comes`() async throws {
        let register = try await scratch.create()
        defer { register.close() }
        let asked = try await asked(register)
        let later = Self.reply(asked.question, "released", asOf: Self.now, sequence: 2)
        #expect(try await take(later, register) == .taken)
        #expect(try await take(Self.reply(asked.question, asOf: Self.now, sequence: 1), register) == .older)
        #expect(try await take(Self.reply(asked.question, asOf: Self.now - 9, sequence: 9), register) == .older)
        #expect(
            try await take(Self.reply(asked.question, asOf: Self.now, sequence: 2), register)
                == .refused("contradicts"))
        #expect(try await register.windowState(of: Self.subject)?.finding == .released)
        // Taken back, by itself.
        #expect(try await take(Self.reply(asked.question, asOf: Self.now + 1), register) == .taken)
        #expect(try await register.windowState(of: Self.subject)?.finding == .held)
    }

    @Test func `is not believed about what was not asked`() async throws {
        let register = try await scratch.create()
        defer { register.close() }
        let question = try await asked(register).question
        let other = Self.reply(question, mark: "MSKU6011672")
        #expect(try await take(other, register) == .refused("other-subject"))
        let future = Self.reply(question, asOf: Self.now + 301)
        #expect(try await take(future, register) == .refused("future"))
        let stranger = WindowQuestion(
            id: try #require(QuestionID([UInt8](repeating: 7, count: 16))), sequence: 1, subject: try Self.subject,
            askedAt: Self.now)
        #expect(try await take(Self.reply(stranger), register) == .refused("unknown-question"))
        #expect(try await take(Self.reply(question), register, to: stranger) == .refused("other-question"))
        #expect(try await take(Array("{".utf8), register) == .refused("not-json"))
        let elsewhere = try await register.takeReply(
            Self.reply(question), from: .maritime, by: scratch.by, now: Self.now)
        #expect(elsewhere == .refused("unknown-question"))
        #expect(try await register.windowState(of: Self.subject) == nil)
        #expect(try await register.windowQuestion(1)?.state == .sending)
        // What belongs to no question has receipts of its own.
        #expect(try await register.windowReceipts(of: nil).count == 4)
    }

    @Test func `is tried again later and later, given up, and taken in hand`() async throws {
        let register = try await scratch.create()
        defer { register.close() }
        _ = try await register.askWindow(Self.subject, by: scratch.by, now: Self.now)
        var time = Self.now
        for wait in WindowTimes.retries {
            let asked = try #require(try await register.claimQuestion(to: .customs, now: time))
            try await register.settleFailed(asked, fault: "unreachable", now: time)
            #expect(try await register.claimQuestion(to: .customs, now: time + wait - 1) == nil)
            #expect(try await register.deadQuestions().isEmpty)
            time += wait
        }
        let last = try #require(try await register.claimQuestion(to: .customs, now: time))
        try await register.settleFailed(last, fault: "unreachable", now: time)
        let dead = try #require(try await register.deadQuestions().first)
        #expect(dead.state == .dead && dead.fault == "unreachable" && dead.attempts == 7)
        func act(_ act: DeadQuestionAct) async throws -> Bool {
            try await register.handleDeadQuestion(1, act, owner: "王小明", by: scratch.by, now: time)
        }
        #expect(try await act(.take))
        #expect(try await register.windowQuestion(1)?.owner == "王小明")
        #expect(try await act(.retry))
        #expect(try await !act(.retry))
        let again = try #require(try await register.claimQuestion(to: .customs, now: time))
        // The same, byte for byte.
        #expect(again.question.message == last.question.message && again.attempts == 1)
    }

    @Test func `what was being sent when the power went is sent again`() async throws {
        var register = try await scratch.create()
        let first = try await asked(register)
        register.close()
        register = try await scratch.open()
        defer { register.close() }
        #expect(try await register.claimQuestion(to: .customs, now: Self.now) == nil)
        #expect(try await register.recoverQuestions(now: Self.now) == 1)
        let again = try #require(try await register.claimQuestion(to: .customs, now: Self.now))
        #expect(again.question == first.question && again.attempts == 2)
    }

    @Test func `a question that no answer comes to is sent again, and then given up`() async throws {
        let register = try await scratch.create()
        defer { register.close() }
        _ = try await register.askWindow(Self.subject, by: scratch.by, now: Self.now)
        var time = Self.now
        var attempts = 0
        while let asked = try await register.claimQuestion(to: .customs, now: time) {
            attempts += 1
            try await register.settleDelivered(asked, now: time)
            time += WindowTimes.patience
        }
        #expect(attempts == 7)
        #expect(try await register.deadQuestions().first?.fault == "no-answer")
        // Late is not too late.
        let question = try #require(try await register.windowQuestion(1)?.question)
        #expect(try await take(Self.reply(question, asOf: time), register, at: time) == .taken)
        #expect(try await register.deadQuestions().isEmpty)
    }

    @Test func `receipts go after five years and not before, with the questions that are over`() async throws {
        let register = try await scratch.create()
        defer { register.close() }
        let asked = try await asked(register)
        try await register.settleDelivered(asked, now: Self.now)
        _ = try await take(Self.reply(asked.question), register)
        let end = Self.now + 1_826 * 86_400
        let early = try await register.runRetention(by: scratch.by, now: end)
        #expect(early.counts[.windowReceipt] == 0)
        let dry = try await register.runRetention(isDryRun: true, by: scratch.by, now: end + 1)
        #expect(dry.counts[.windowReceipt] == 2)
        let report = try await register.runRetention(by: scratch.by, now: end + 1)
        #expect(report.counts[.windowReceipt] == 2)
        #expect(try await register.windowQuestions().isEmpty)
        // Its number is not given twice.
        #expect(try await register.askWindow(Self.subject, by: scratch.by, now: end) == 2)
    }
}
