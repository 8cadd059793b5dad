import Foundation
import HostileInputs
import Testing

/// Random bytes, changed inputs and kept findings through every reader. That nothing traps is the result; what else
/// must hold the readers assert themselves.
///
/// `PORTPASS_HOSTILE_INPUTS` says how many inputs each reader gets (a million before a release); the slow ones stop
/// after five minutes, or `PORTPASS_HOSTILE_SECONDS`, and say how far they came.
@Suite("Hostile inputs")
struct HostileInputTests {
    private static let wanted = number(in: "PORTPASS_HOSTILE_INPUTS")
    private static let patience = Duration.seconds(number(in: "PORTPASS_HOSTILE_SECONDS") ?? 300)

    @Test("A reader takes random and changed bytes", arguments: HostileInput.all)
    func hostile(_ reader: HostileInput) async {
        let seeds = reader.seeds()
        let count = Self.wanted ?? max(20, 40_000 / reader.cost)
        let start = ContinuousClock.now
        var fed = 0
        while fed < count, ContinuousClock.now - start < Self.patience {
            var mutator = Mutator(seed: Self.number(of: reader.name) &+ UInt64(fed))
            // Every fourth is noise; the others come from a seed.
            let seed = fed.isMultiple(of: 4) ? nil : seeds.randomElement(using: &mutator)
            await expectNoViolation(of: reader, by: seed.map { mutator.mutate($0) } ?? mutator.noise(limit: 300))
            fed += 1
        }
        if Self.wanted != nil {
            print("\(reader): \(fed) inputs in \((ContinuousClock.now - start).components.seconds) s")
        }
        #expect(fed > 0)
    }

    @Test("A reader takes what it was made for", arguments: HostileInput.all)
    func seeds(_ reader: HostileInput) async {
        for seed in reader.seeds() + [[]] { await expectNoViolation(of: reader, by: seed) }
        #expect(!reader.seeds().isEmpty)
    }

    @Test("A finding of the fuzzer does not come back", arguments: KeptCase.all)
    func keptCase(_ kept: KeptCase) async throws {
        let reader = try #require(HostileInput.all.first { $0.name == kept.reader }, "no reader is called so")
        await expectNoViolation(of: reader, by: kept.bytes)
    }

    private func expectNoViolation(of reader: HostileInput, by bytes: [UInt8]) async {
        do {
            try await reader.feed(bytes)
        } catch {
            Issue.record("\(reader): \(error): \(Data(bytes).base64EncodedString())")
        }
    }

    private static func number(in variable: String) -> Int? {
        ProcessInfo.processInfo.environment[variable].flatMap(Int.init)
    }

    /// A number that stays the same from run to run (FNV-1a), so that what was found is found again.
    private static func number(of name: String) -> UInt64 {
        name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
