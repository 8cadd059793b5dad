import SQLStore
import Testing

@Suite("Short reads")
struct ShortReadTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test("see every acknowledged write, each of them one consistent view")
    func views() async throws {
        try await TestSchema.withEngine(folder.file("a.sqlite")) { engine in
            for number in 0..<50 as Range<Int64> {
                try await engine.write { transaction in
                    for half in ["a", "b"] {
                        try transaction.execute(
                            "INSERT INTO port VALUES (?, ?, ?)", .text("\(half)\(number)"), "", nil)
                    }
                }
                #expect(try await engine.look { try $0.integer("SELECT COUNT(*) FROM port") } == 2 * (number + 1))
            }
            // Many at once, beside a writer that always adds two.
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for number in 50..<150 as Range<Int64> {
                        try await engine.write { transaction in
                            for half in ["a", "b"] {
                                try transaction.execute(
                                    "INSERT INTO port VALUES (?, ?, ?)", .text("\(half)\(number)"), "", nil)
                            }
                        }
                    }
                }
                for _ in 0..<8 {
                    group.addTask {
                        for _ in 0..<200 {
                            let counts = try await engine.look { database in
                                [
                                    try database.integer("SELECT COUNT(*) FROM port WHERE code LIKE 'a%'"),
                                    try database.integer("SELECT COUNT(*) FROM port WHERE code LIKE 'b%'"),
                                ]
                            }
                            #expect(counts[0] == counts[1])
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("do not write, end with what breaks them, and go on after that")
    func failures() async throws {
        struct Broken: Error {}
        try await TestSchema.withEngine(folder.file("a.sqlite")) { engine in
            for _ in 0..<10 {
                await #expect(throws: Broken.self) { try await engine.look { _ -> Int64 in throw Broken() } }
                await #expect(throws: StoreError.self) {
                    try await engine.look { try $0.rows("INSERT INTO port VALUES ('x', '', NULL) RETURNING 1").count }
                }
            }
            let count = try await engine.look { try $0.integer("SELECT COUNT(*) FROM port") }
            #expect(count == 0)
        }
    }

    @Test("fail once the database is closed")
    func closed() async throws {
        let engine = try SQLiteEngine(path: folder.file("a.sqlite"), schema: TestSchema.one, mode: .create)
        _ = try await engine.look { try $0.integer("SELECT COUNT(*) FROM port") }
        try engine.close()
        await #expect(throws: StoreError.self) { try await engine.look { try $0.integer("SELECT 1") } }
    }
}
