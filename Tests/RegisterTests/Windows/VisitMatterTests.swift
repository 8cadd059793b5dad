import PassFormat
import Register
import SingleWindows
import StrictJSON
import Testing

@Suite("Containers of a visit")
struct VisitMatterTests {
    private static let now = CompanyScene.now

    private let scene: CompanyScene
    private let owner: AccountID

    init() async throws {
        scene = try await CompanyScene()
        owner = try await scene.found()
    }

    private var register: Register { scene.register }

    private func send(_ containers: String) async throws -> Register.VisitOutcome {
        let list = try CrewList(
            Array("Name,Nationality,Passport no,Rank\nNGUYEN VAN AN,VNM,B1234567,AB".utf8), now: Self.now,
            utcOffset: register.utcOffset)
        var values = list.people
        for (name, value) in [
            "purpose": "crew", "vesselCall": "AKEL26001", "from": "2026-12-03", "until": "2026-12-05", "agree": "yes",
            "containers": containers,
        ] { values[name] = value }
        values[all: "zones"] = ["TWKEL/A"]
        return try await register.applyForVisit(values, by: owner, now: Self.now)
    }

    private func application(_ containers: String) async throws -> PassApplication {
        guard case .sent(let text) = try await send(containers), let number = ApplicationNumber(typed: text),
            let application = try await register.application(number: number)
        else { throw CompanyScene.Unexpected("a visit was not sent") }
        return application
    }

    @Test(
        arguments: [
            ("CSQU3054384", "check-digit"), ("CSQU305438", "format"), ("CSQU3054383, MSKU6011673", "check-digit"),
            (Array(repeating: "CSQU3054383", count: 21).joined(separator: "\n"), "too-many"),
        ] as [(String, String)])
    func `a wrong one is told at its field`(text: String, rule: String) async throws {
        guard case .refused(let faults) = try await send(text) else {
            Issue.record("it was taken")
            return
        }
        #expect(faults.map { "\($0.field) \($0.rule)" } == ["containers \(rule)"])
    }

    @Test func `are asked about until they are released, and not again`() async throws {
        let application = try await application("csqu 305438-3\nMSKU6011672")
        let matters = try await register.matters(of: application)
        #expect(matters.map(\.subject.mark) == ["CSQU3054383", "MSKU6011672", "AKEL26001"])
        func ask(at time: Int64) async throws -> Int {
            try await register.askWindows([.customs, .maritime], repeats: 900, now: time)
        }
        #expect(try await ask(at: Self.now) == 3)
        #expect(try await ask(at: Self.now) == 0)
        while let asked = try await register.claimQuestion(to: .customs, now: Self.now) {
            let question = asked.question
            var object: JSONObject = [
                "protocol": .text("portpass-windows/1"), "answer": .text(question.id.hex), "sequence": .integer(1),
                "source": .text("CPT"), "window": .text("customs"),
                "subject": .object(["container": .text(question.subject.mark), "port": .text("TWKEL")]),
                "asOf": .integer(Self.now), "state": .text("held"),
            ]
            if question.subject.mark == "CSQU3054383" {
                object["state"] = .text("released")
                object["since"] = .integer(Self.now)
                object["reference"] = .text("R1")
            }
            let bytes = JSONWriter.compact(.object(object))
            #expect(
                try await register.takeReply(bytes, from: .customs, by: scene.scratch.by, now: Self.now) == .taken)
        }
        let states = try await register.matters(of: application).map { $0.state?.finding }
        #expect(states == [.released, .held, nil])
        #expect(try await ask(at: Self.now + 899) == 0)
        #expect(try await ask(at: Self.now + 901) == 1)
        // Nobody asks for a visit that was taken back.
        #expect(try await register.withdraw(application.id, by: scene.scratch.by, now: Self.now + 902))
        let open = try #require(try await register.claimQuestion(to: .customs, now: Self.now + 902))
        try await register.settleFailed(open, fault: "unreachable", now: Self.now + 902)
        #expect(try await ask(at: Self.now + 9_000) == 0)
    }
}
