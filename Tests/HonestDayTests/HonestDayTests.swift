import Foundation
import GateCore
import GateMessages
import GateScenes
import PassCrypto
import PassFormat
import PassVerify
import Register
import ServiceScenes
import Testing

/// One day at seven ports by the policy of the seeds: shifts, drivers who come and go, lorries with trailers, single visits; some
/// phones are flat, some clocks are wrong, some people leave with a colleague and are not scanned. Everybody is honest.
///
/// Gates and service are the real ones; only the clock is a test's.
@Suite("An honest day") struct HonestDayTests {
    /// What one holder is like, all day.
    private struct Person {
        let gate: Int
        let text: [UInt8]
        /// Where a phone shows a live code.
        let phone: Phone?
        let isSingle: Bool
    }

    private struct Phone {
        let key: KeyHandle
        let pass: COSESign1
        /// Seconds by which its clock is wrong.
        let error: Int64
    }

    private struct Visit {
        let person: Int
        let time: Int64
        let direction: Direction
        /// A flat phone: the pass is shown on paper, which is a copy.
        let isFlat: Bool
    }

    private static let ports: [WireText] = ["TWKEL", "TWTPE", "TWSUO", "TWTXG", "TWKHH", "TWHUN", "TWANP"]
    /// 2026-12-02T00:00:00+08:00.
    private static let midnight = SceneRegister.now + 43_200

    @Test("At most 3 of 100 scans ask the guard for anything, and none refuses")
    func day() async throws {
        var random = SplitMix64(seed: 20_261_202)
        let scene = try await SceneRegister(seeds: SceneRegister.seeds())
        _ = try await scene.register.publish(by: scene.by, now: Self.midnight)
        let gates = try await Gates(scene, ports: Self.ports, at: Self.midnight)
        #expect(gates.all.count == 7)
        let people = try await people(at: gates, in: scene, &random)
        let visits = visits(of: people, &random)
        var counts: [Verdict: Int] = [:]
        var reasons: [String: Int] = [:]
        for (step, visit) in visits.enumerated() {
            let person = people[visit.person]
            let gate = gates.all[person.gate]
            gates.clock.set(visit.time)
            let text = try shown(by: person, visit)
            let result = await gate.gate.scan(ScanRequest(text: text, direction: visit.direction))
            counts[result.verdict, default: 0] += 1
            for reason in result.decision.reasons where reason.effect != .note {
                reasons[reason.code.rawValue, default: 0] += 1
            }
            if result.verdict != .admit, let place = Self.place(result) {
                _ = try await gate.gate.decide(on: place, admits: true, reason: "核對本人", guardName: "g1")
            }
            // Every few minutes gates and service meet.
            if step.isMultiple(of: 200) { try await gates.meet(scene.register, at: visit.time) }
        }
        try await gates.meet(scene.register, at: Self.midnight + 86_400)
        let scans = visits.count
        let amber = Double(counts[.check] ?? 0) / Double(scans)
        print(
            "honest day: \(scans) scans, amber \((amber * 100).formatted(.number.precision(.fractionLength(2)))) %, \(reasons)"
        )
        #expect(counts[.deny] == nil, "\(reasons)")
        #expect(amber <= 0.03, "\(reasons)")
        let kinds = try await scene.register.findings().map(\.finding.kind)
        #expect(kinds.allSatisfy { $0 == .clock }, "\(Set(kinds))")
        await gates.close()
    }

    private static func place(_ result: ScanResult) -> JournalPlace? {
        if case .durable(let place) = result.recording { place } else { nil }
    }

    // MARK: Who there is

    private func people(
        at gates: Gates, in scene: SceneRegister, _ random: inout SplitMix64
    ) async throws -> [Person] {
        var people: [Person] = []
        for number in 0..<560 {
            let gate = number % gates.all.count
            let holder = KeyHandle(try SigningKey.generate())
            let isSingle = number % 20 == 19
            let hasPhone = !isSingle && number % 10 < 7
            let record = Self.record(
                number, access: gates.all[gate].access, isSingle: isSingle, holder: hasPhone ? holder : nil)
            let outcome = try await scene.register.issue(record, by: scene.by, now: Self.midnight - 3_600)
            guard case .issued(let pass) = outcome else {
                Issue.record("no pass for \(String(decoding: record, as: UTF8.self)): \(outcome)")
                continue
            }
            var phone: Phone?
            if hasPhone {
                guard case .pass(let parsed) = try ScannedCode.decode(pass.text) else { continue }
                // One phone in a hundred has its clock set by hand.
                let error: Int64 =
                    Int.random(in: 0..<100, using: &random) == 0 ? 240 : Int64.random(in: -8...8, using: &random)
                phone = Phone(key: holder, pass: parsed.cose, error: error)
            }
            people.append(
                Person(gate: gate, text: Array(pass.text.utf8), phone: phone, isSingle: isSingle))
        }
        return people
    }

    private static func record(_ number: Int, access: String, isSingle: Bool, holder: KeyHandle?) -> [UInt8] {
        var members = [
            #""name":"王小明""#, #""idNumber":"\#(identityNumber(number))""#, #""organisation":"基隆港埠裝卸股份有限公司""#,
            #""kind":"person""#, #""term":"\#(isSingle ? "single-visit" : "temporary")""#, #""access":\#(access)"#,
            #""notBefore":"P0D""#, #""notAfter":"P5D""#,
        ]
        if let holder { members.append(#""holderKey":"\#(Base64.url(holder.publicKey.bytes))""#) }
        return Array("{\(members.joined(separator: ","))}".utf8)
    }

    /// A national identity number with its check digit.
    private static func identityNumber(_ number: Int) -> String {
        let body = "1" + String(format: "%07d", number)
        let digits = [1, 0] + body.compactMap(\.wholeNumberValue)
        let sum = zip(digits, [1, 9, 8, 7, 6, 5, 4, 3, 2, 1]).reduce(0) { $0 + $1.0 * $1.1 }
        return "A\(body)\((10 - sum % 10) % 10)"
    }

    // MARK: What they do

    private func visits(of people: [Person], _ random: inout SplitMix64) -> [Visit] {
        var visits: [Visit] = []
        for (index, person) in people.enumerated() {
            // Shift workers come once; drivers several times; some work nights.
            let trips = person.isSingle ? 1 : index % 3 == 0 ? Int.random(in: 2...5, using: &random) : 1
            var time = Self.midnight + Int64.random(in: 0..<6 * 3_600, using: &random)
            for _ in 0..<trips {
                time += Int64.random(in: 600...7_200, using: &random)
                let isFlat = Int.random(in: 0..<120, using: &random) == 0
                visits.append(Visit(person: index, time: time, direction: .in, isFlat: isFlat))
                time += Int64.random(in: 1_200...9_000, using: &random)
                // One in fifty leaves in a colleague's car, unscanned.
                guard Int.random(in: 0..<50, using: &random) > 0 else { continue }
                visits.append(Visit(person: index, time: time, direction: .out, isFlat: isFlat))
            }
        }
        return visits.filter { $0.time < Self.midnight + 86_400 }.sorted { $0.time < $1.time }
    }

    private func shown(by person: Person, _ visit: Visit) throws -> [UInt8] {
        guard let phone = person.phone, !visit.isFlat else { return person.text }
        // The phone makes a new code every fifteen seconds, by its own clock.
        let made = (visit.time + phone.error) / 15 * 15
        let draft = try LiveCodeDraft(pass: phone.pass, audience: "twport", issuedAt: made)
        return Array(try PassTextWriter.live(draft.signed(phone.key.sign(draft.signedBytes))).utf8)
    }
}
