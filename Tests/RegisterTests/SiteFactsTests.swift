import Foundation
import Identifiers
import Register
import Testing

@Suite("What the public pages say that is data")
struct SiteFactsTests {
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    private func files() throws -> [String: [UInt8]] {
        let folder = try ScratchRegister.seeds
        var files: [String: [UInt8]] = [:]
        for name in Seeds.fileNames + Seeds.siteFileNames {
            files[name] = [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(name)")))
        }
        return files
    }

    /// What is said of a file in which a piece is another.
    private func sentence(_ name: String, _ piece: String, _ other: String) throws -> String? {
        var files = try files()
        let text = String(decoding: try #require(files[name]), as: UTF8.self)
        try #require(text.contains(piece))
        files[name] = Array(text.replacing(piece, with: other, maxReplacements: 1).utf8)
        do {
            _ = try Seeds(files: files)
            return nil
        } catch {
            return error.description
        }
    }

    @Test("comes from the seeds, each text in the languages that it was written in")
    func read() throws {
        let site = try Seeds(files: files()).site
        let gate = try #require(site.gates.first { $0.id == "KEL-W3" })
        #expect(gate.port == "TWKEL" && gate.zones == ["B"] && !gate.allowsIn && gate.allowsOut)
        #expect(gate.name.text(in: .zhHant).text == "西岸三號門（出）")
        #expect(gate.name.text(in: .zhHant).language == .zhHant)
        // Nobody has written it in Thai.
        #expect(gate.name.text(in: .th).text == "West gate 3 (out)" && gate.name.text(in: .th).language == .en)
        let fee = try #require(site.fees.first)
        #expect(fee.amount == 200 && fee.card == 120 && fee.isCardWaived && site.areFeesExamples)
        #expect(fee.from == CivilDate(year: 2026, month: 1, day: 1))
        #expect(site.procedures.contains { $0.kind == .person && $0.id == "driver" && $0.asksPolice })
        let counters = try #require(site.counters)
        #expect(counters.hotline == "+886-2-5550-0100" && counters.isHotlineExample)
        #expect(!counters.counters.contains { !$0.isExample })
        let hours = try #require(counters.counters.first).hours.text(in: .vi)
        #expect(hours.language == .vi && hours.text.contains("08:00"))
    }

    @Test(
        "What is wrong in a file is told with its place",
        arguments: [
            ("counters.json", "\"phone\": \"+886-2-5550-0100\"", "\"phone\": \"02-5550-0100\"", "must be like +886"),
            ("counters.json", "\"phone\": \"+886-2-5550-0100\"", "\"phone\": \"+886;ext=1\"", "must be like +886"),
            ("counters.json", "\"TWKEL\"", "\"TWXXX\"", "there is no port TWXXX"),
            ("counters.json", "\"hotline\"", "\"hotlines\"", "hotlines"),
            ("counters.json", "\"zh\"", "\"zh-Hant\"", "is not known here"),
            ("fees.json", "\"2026-01-01\"", "\"2026-02-30\"", "must be a day like"),
            ("fees.json", "\"amount\": 200", "\"amount\": -1", "must be a whole number"),
            ("fees.json", "\"kind\": \"person\"", "\"kind\": \"persons\"", "must be one of"),
            ("fees.json", "\"term\": \"periodic\"", "\"term\": \"daily\"", "must be one of"),
            ("procedures.json", "\"days\": 3", "\"days\": 366", "must be a whole number"),
            ("procedures.json", "\"kind\": \"person\"", "\"kind\": \"ship\"", "must be one of"),
        ])
    func broken(file: String, piece: String, other: String, problem: String) throws {
        let sentence = try #require(try sentence(file, piece, other))
        #expect(sentence.contains("seeds/\(file)") && sentence.contains(problem), "\(sentence)")
    }

    @Test("A register from before there were pages goes without their files, and adopts them when they come")
    func adoption() async throws {
        let old = scratch.folder + "-old-seeds"
        try FileManager.default.copyItem(atPath: ScratchRegister.seeds, toPath: old)
        defer { try? FileManager.default.removeItem(atPath: old) }
        for name in Seeds.siteFileNames { try FileManager.default.removeItem(atPath: "\(old)/\(name)") }
        let first = try await scratch.create(seeds: old)
        #expect(first.siteFacts.counters == nil && !first.siteFacts.gates.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: scratch.folder + "/seeds/counters.json"))
        first.close()
        for name in Seeds.siteFileNames {
            try FileManager.default.copyItem(
                atPath: "\(ScratchRegister.seeds)/\(name)", toPath: "\(scratch.folder)/seeds/\(name)")
        }
        let second = try await scratch.open()
        #expect(second.opening.adoptedSeeds == 2 && second.siteFacts.counters != nil)
        second.close()
        let third = try await scratch.open()
        #expect(third.opening.adoptedSeeds == nil)
        third.close()
    }
}
