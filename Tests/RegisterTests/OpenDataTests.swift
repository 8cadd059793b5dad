import Foundation
import OpenData
import Register
import SQLStore
import Testing

@Suite("Figures of a quarter, published once")
struct OpenDataTests {
    /// In the last quarter of 2026, by the port's clock.
    static let now = ScratchRegister.now
    /// 2027-01-15T00:00:00+08:00: fourteen days after its end.
    static let due: Int64 = 1_799_942_400
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    private func register(people: Int) async throws -> Register {
        let register = try await scratch.create()
        for number in 0..<people {
            let ports: [String: [String]] = number < 12 ? ["TWKEL": ["A"]] : ["TWKEL": ["A"], "TWTPE": ["N"]]
            let outcome = try await register.issue(
                Records.person(number + 1, ["access": ports]), by: scratch.by, now: Self.now)
            #expect(outcome.pass != nil)
        }
        return register
    }

    @Test("Some days after its end and not before; then it is there, and nothing makes it again")
    func once() async throws {
        let register = try await register(people: 20)
        #expect(try await register.makeOpenData(by: scratch.by, now: Self.due - 1).isEmpty)
        await #expect(throws: RegisterError.self) {
            try await register.makeRelease(
                try #require(Quarter(text: "2026Q4")), by: scratch.by, now: Self.due - 1)
        }
        let size = try await register.figures(now: Self.due).auditSize
        let made = try await register.makeOpenData(by: scratch.by, now: Self.due)
        #expect(made.map(\.period.description) == ["2026Q4"] && made.map(\.revision) == [1])
        #expect(try await register.figures(now: Self.due).auditSize == size + 1)
        #expect(try await register.makeOpenData(by: scratch.by, now: Self.due + 86_400).isEmpty)
        let kept = try await register.dataReleases()
        #expect(kept == made)
        // Twelve for one port, eight for two.
        let release = try #require(kept.first)
        #expect(
            release[.passesByTerm, ["person", "periodic"]] == 20 && release[.passesByTerm, ["total", "total"]] == 20)
        #expect(release[.passesByPort, ["person", "TWKEL"]] == 12)
        #expect(release[.passesByPort, ["person", "several"]] == 8)
        #expect(release[.passesByTerm, ["vehicle", "periodic"]] == 0)
        register.close()
    }

    @Test("What was published does not change, whoever writes to the database")
    func unchanged() async throws {
        let register = try await register(people: 6)
        _ = try await register.makeOpenData(by: scratch.by, now: Self.due)
        register.close()
        await #expect(throws: StoreError.self) {
            try await scratch.tamper { try $0.execute("UPDATE open_data_release SET content = x'7b7d'") }
        }
        await #expect(throws: StoreError.self) {
            try await scratch.tamper { try $0.execute("DELETE FROM open_data_release") }
        }
    }

    @Test("A correction is another revision with its reason; what changed by few people is kept back in it")
    func correction() async throws {
        let register = try await register(people: 20)
        let quarter = try #require(Quarter(text: "2026Q4"))
        let reason = DataText("漏計", "Left out")
        await #expect(throws: RegisterError.self) {
            try await register.makeRelease(quarter, correcting: reason, by: scratch.by, now: Self.due)
        }
        _ = try await register.makeOpenData(by: scratch.by, now: Self.due)
        // Two more, which came to light later.
        for number in 21...22 {
            _ = try await register.issue(
                Records.person(number, ["access": ["TWKEL": ["A"]] as [String: [String]]]), by: scratch.by,
                now: Self.now)
        }
        await #expect(throws: RegisterError.self) {
            try await register.makeRelease(quarter, by: scratch.by, now: Self.due)
        }
        await #expect(throws: RegisterError.self) {
            try await register.makeRelease(quarter, correcting: DataText("", "x"), by: scratch.by, now: Self.due)
        }
        let second = try await register.makeRelease(quarter, correcting: reason, by: scratch.by, now: Self.due + 60)
        #expect(second.revision == 2 && second.reason == reason)
        #expect(second[.passesByPort, ["person", "TWKEL"]] == nil)
        let files = try #require(try await register.dataFiles())
        #expect(files.releases == [second] && files.changes.map(\.revision) == [2, 1])
        register.close()
    }

    @Test("Quarters in which nothing happened come, too, and a register without the file publishes nothing")
    func empty() async throws {
        let register = try await register(people: 1)
        // A year later: four quarters are due.
        let made = try await register.makeOpenData(by: scratch.by, now: Self.due + 366 * 86_400)
        #expect(made.map(\.period.description) == ["2026Q4", "2027Q1", "2027Q2", "2027Q3", "2027Q4"])
        #expect(
            made[0][.passesByTerm, ["person", "periodic"]] == nil && made[0][.passesByTerm, ["total", "total"]] == nil)
        #expect(made.dropFirst().allSatisfy { $0[.passesByTerm, ["total", "total"]] == 0 })
        register.close()
        let old = scratch.folder + "-old-seeds"
        try FileManager.default.copyItem(atPath: ScratchRegister.seeds, toPath: old)
        defer { try? FileManager.default.removeItem(atPath: old) }
        try FileManager.default.removeItem(atPath: "\(old)/open-data.json")
        let other = try ScratchRegister()
        let without = try await other.create(seeds: old)
        #expect(try await without.makeOpenData(by: other.by, now: Self.due).isEmpty)
        #expect(try await without.dataFiles() == nil)
        without.close()
    }
}
