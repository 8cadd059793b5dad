import Foundation
import PassFormat
import Register
import SQLStore
import Testing

@Suite("Identity numbers")
struct PrivacyTests {
    @Test("stand nowhere in the data directory: not in the database, its log, the published files, nor in any record")
    func nowhere() async throws {
        let scratch = try ScratchRegister()
        let register = try await scratch.create()
        let numbers = ["A123456789", "A800000014", "AC01234567", "TK1234567"]
        for number in numbers {
            let pass = try #require(
                try await register.issue(Records.with(["idNumber": number]), by: scratch.by, now: ScratchRegister.now)
                    .pass)
            let json = String(decoding: pass.json, as: UTF8.self)
            #expect(!json.contains(number))
        }
        _ = try await register.issue(Records.with(["idNumber": "Z123456789"]), by: scratch.by, now: ScratchRegister.now)
        _ = try await register.publish(by: scratch.by, now: ScratchRegister.now)
        // With the write-ahead log still there, and after it was written back.
        try search(scratch.folder, numbers + ["Z123456789"])
        register.close()
        try search(scratch.folder, numbers + ["Z123456789"])
    }

    private func search(_ folder: String, _ numbers: [String]) throws {
        let names = try #require(FileManager.default.enumerator(atPath: folder)?.allObjects as? [String])
        var searched = 0
        for name in names {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)"), !data.isEmpty else { continue }
            searched += 1
            for number in numbers {
                #expect(data.range(of: Data(number.utf8)) == nil, "\(name)")
                #expect(data.range(of: Data(number.lowercased().utf8)) == nil, "\(name)")
                // Nor without its letter or its last digits; six zeros stand in many a file.
                let middle = number.dropFirst(2).prefix(6)
                guard Set(middle).count > 1 else { continue }
                #expect(data.range(of: Data(middle.utf8)) == nil, "\(name)")
            }
        }
        #expect(searched > 8)
    }

    @Test("are found again by their hash, which another register's key does not give")
    func lookup() async throws {
        let (one, two) = (try ScratchRegister(), try ScratchRegister())
        var hashes: [[UInt8]] = []
        for scratch in [one, two] {
            let register = try await scratch.create()
            _ = try await register.issue(Records.wang, by: scratch.by, now: ScratchRegister.now)
            register.close()
            nonisolated(unsafe) var found: [[UInt8]] = []
            try await scratch.tamper { database in
                found = try database.rows("SELECT subject FROM pass_identity").map { try $0.blob(0) }
            }
            hashes += found
        }
        #expect(hashes.count == 2)
        #expect(Set(hashes).count == 2)
    }
}
