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

    @Test(
        arguments: [
            ("CSQU3054384", "check-digit"), ("CSQU305438", "format"), ("CSQU3054383, MSKU6011673", "check-digit"),
            (Array(repeating: "CSQU3054383", count: 21).joined(separator: "\n"), "too-many"),
        ] as [(String, String)])
    func `a wrong one is told at its field`(text: String, rule: String) async throws {
        guard case .refused(let faults) = try await scene.send(text, by: owner) else {
            Issue.record("it was taken")
            return
        }
        #expect(faults.map { "\($0.field) \($0.rule)" } == ["containers \(rule)"])
    }

    @Test func `are asked about until they are released, and not again`() async throws {
        let application = try await scene.application("csqu 305438-3\nMSKU6011672", by: owner)
        let matters = try await register.matters(of: application)
        #expect(matters.map(\.subject.mark) == ["CSQU3054383", "MSKU6011672", "AKEL26001"])
        func ask(at time: Int64) async throws -> Int {
            try await register.askWindows([.customs, .maritime], repeats: 900, now: time)
        }
        #expect(try await ask(at: Self.now) == 3)
        #expect(try await ask(at: Self.now) == 0)
        #expect(try await scene.customsSays(["CSQU3054383"]) == 2)
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

    @Test(arguments: [true, false])
    func `a port that awaits customs approves no visit before all are released`(awaits: Bool) async throws {
        let scene = try await CompanyScene(
            ports: awaits ? [("\"id\": \"TWKEL\",", "\"id\": \"TWKEL\", \"awaitsCustoms\": true,")] : [])
        let register = scene.register
        let application = try await scene.application("CSQU3054383\nMSKU6011672", by: scene.found())
        try await register.sendToPolice(application.id, by: scene.scratch.by, now: Self.now)
        try await register.setVerdict(
            .clear, reference: "115-1", of: application.id, by: scene.scratch.by, now: Self.now)
        func ask(at time: Int64) async throws {
            _ = try await register.askWindows([.customs], repeats: 900, now: time)
        }
        func approve(at time: Int64) async throws -> [String] {
            let outcome = try await register.approve(application.id, by: scene.scratch.by, now: time)
            guard case .refused(let faults) = outcome else { return [] }
            return faults.map { "\($0.field) \($0.rule) \($0.facts["number"] ?? "")" }
        }
        if awaits {
            // Nothing was said, then of one.
            #expect(try await approve(at: Self.now) == ["containers not-released CSQU3054383"])
            try await ask(at: Self.now)
            #expect(try await scene.customsSays(["CSQU3054383"]) == 2)
            #expect(try await approve(at: Self.now) == ["containers not-released MSKU6011672"])
            try await ask(at: Self.now + 901)
            #expect(try await scene.customsSays(["MSKU6011672"], at: Self.now + 901) == 1)
        }
        #expect(try await approve(at: Self.now + 902) == [])
        let state = try await register.application(application.id)?.state
        #expect(state == .approved || state == .awaitingPayment || state == .issued)
    }
}
