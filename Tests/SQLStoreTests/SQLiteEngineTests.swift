import Foundation
import SQLStore
import Testing

@Suite("The SQLite engine")
struct SQLiteEngineTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test("keeps every acknowledged commit: synchronous FULL, write-ahead log, foreign keys, all read back")
    func durableSettings() async throws {
        try await TestSchema.withEngine(folder.file("a.sqlite")) { engine in
            let settings = try await engine.write { transaction in
                [
                    try transaction.integer("PRAGMA synchronous"), try transaction.integer("PRAGMA foreign_keys"),
                    try transaction.row("PRAGMA journal_mode")?.text(0) == "wal" ? 1 : 0,
                ]
            }
            #expect(settings == [2, 1, 1])
        }
    }

    @Test(
        "does not open when a setting does not read back",
        arguments: [
            (Int64?.some(1), String?.some("wal"), Int64?.some(1)), (0, "wal", 1), (nil, "wal", 1), (3, "wal", 1),
            (2, "delete", 1), (2, nil, 1), (2, "wal", 0), (2, "wal", nil),
        ])
    func refusesWeakSettings(synchronous: Int64?, journal: String?, foreignKeys: Int64?) async {
        let code = await storeErrorCode {
            try SQLiteEngine.confirm(synchronous: synchronous, journal: journal, foreignKeys: foreignKeys, path: "x")
        }
        #expect(code == .notDurable)
    }

    @Test("stores and returns every type of value unchanged")
    func values() async throws {
        try await TestSchema.withEngine(folder.file("a.sqlite")) { engine in
            let bytes: [UInt8] = [0, 255, 10, 0]
            try await engine.write { try $0.execute("INSERT INTO port VALUES (?, ?, ?)", "KEL", "基隆港", .blob(bytes)) }
            try await engine.write { try $0.execute("INSERT INTO port VALUES (?, ?, ?)", "TPE", "", .blob([])) }
            try await engine.write { try $0.execute("INSERT INTO port VALUES (?, ?, ?)", "KHH", "高雄", nil) }
            let rows = try await engine.read {
                try $0.rows("SELECT code, name, bytes, ? FROM port ORDER BY code", .integer(.min))
            }
            #expect(
                rows.map(\.values) == [
                    ["KEL", "基隆港", .blob(bytes), .integer(.min)], ["KHH", "高雄", nil, .integer(.min)],
                    ["TPE", "", .blob([]), .integer(.min)],
                ])
            #expect(throws: StoreError.self) { try rows[0].integer(0) }
            #expect(throws: StoreError.self) { try rows[0].text(9) }
            #expect(try rows[1].optionalBlob(2) == nil)
        }
    }

    @Test(
        "is closed under a read, however long that would take: in one statement, or between two",
        .timeLimit(.minutes(1)), arguments: [false, true])
    func closedUnderRead(isOneStatement: Bool) async throws {
        let engine = try SQLiteEngine(path: folder.file("a.sqlite"), schema: TestSchema.one, mode: .create)
        let (begun, begins) = AsyncStream.makeStream(of: Void.self)
        async let code = storeErrorCode {
            try await engine.read { database in
                begins.finish()
                while !isOneStatement { _ = try database.integer("SELECT COUNT(*) FROM port") }
                _ = try database.integer(
                    """
                    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000000)
                    SELECT COUNT(*) FROM n
                    """)
            }
        }
        for await _ in begun {}
        // In a thread of its own, as who closes is: it waits.
        await withCheckedContinuation { closed in
            Thread.detachNewThread {
                try? engine.close()
                closed.resume()
            }
        }
        #expect(await code == .closed)
        #expect(await storeErrorCode { try await engine.read { _ in } } == .closed)
        // Nothing of it stays in the way of the next.
        try await TestSchema.withEngine(folder.file("a.sqlite"), mode: .existing) { engine in
            let count = try await engine.read { try $0.integer("SELECT COUNT(*) FROM port") }
            #expect(count == 0)
        }
    }

    @Test("refuses a text with a NUL, which would come back cut short")
    func nul() async throws {
        try await TestSchema.withEngine(folder.file("a.sqlite")) { engine in
            let code = await storeErrorCode {
                _ = try await engine.write { try $0.execute("INSERT INTO port VALUES ('KEL', ?, NULL)", "a\0b") }
            }
            #expect(code == .constraint)
        }
    }

    @Test("undoes a transaction whose body throws, and passes the error on")
    func undo() async throws {
        struct Refusal: Error {}
        try await TestSchema.withEngine(folder.file("a.sqlite")) { engine in
            await #expect(throws: Refusal.self) {
                try await engine.write { transaction in
                    try transaction.execute("INSERT INTO port VALUES ('KEL', 'Keelung', NULL)")
                    throw Refusal()
                }
            }
            let count = try await engine.read { try $0.integer("SELECT COUNT(*) FROM port") }
            #expect(count == 0)
        }
    }

    @Test("counts changed rows, so that a taken key needs no error")
    func changedRows() async throws {
        try await TestSchema.withEngine(folder.file("a.sqlite")) { engine in
            let counts = try await engine.write { transaction in
                let insert: StaticString = "INSERT INTO port VALUES (?, ?, NULL) ON CONFLICT DO NOTHING"
                return [
                    try transaction.execute(insert, "KEL", "x"), try transaction.execute(insert, "KEL", "y"),
                    try transaction.executeEach(insert, [["KEL", "z"], ["TPE", "z"], ["KHH", "z"]]),
                ]
            }
            #expect(counts == [1, 0, 2])
        }
    }

    @Test("enforces references, and says so without the values")
    func constraint() async throws {
        try await TestSchema.withEngine(folder.file("a.sqlite")) { engine in
            do {
                try await engine.write { try $0.execute("INSERT INTO gate VALUES ('A123456789', 'nowhere')") }
                Issue.record("accepted")
            } catch let error as StoreError {
                #expect(error.code == .constraint)
                #expect(!error.description.contains("A123456789"))
            }
        }
    }

    @Test("gives a full disk, a read-only file and a closed engine their own errors")
    func typedErrors() async throws {
        let engine = try SQLiteEngine(path: folder.file("a.sqlite"), schema: TestSchema.one, mode: .create)
        _ = try await engine.write { try $0.row("PRAGMA max_page_count = 12") }
        let full = await storeErrorCode {
            _ = try await engine.write {
                try $0.execute("INSERT INTO port VALUES ('KEL', 'x', ?)", .blob([UInt8](repeating: 1, count: 100_000)))
            }
        }
        #expect(full == .diskFull)
        // The same connection goes on working once there is room.
        try await engine.write { try $0.execute("INSERT INTO port VALUES ('KEL', 'x', NULL)") }
        let readOnly = await storeErrorCode {
            _ = try await engine.write { transaction in
                _ = try transaction.row("PRAGMA query_only = ON")
                defer { _ = try? transaction.row("PRAGMA query_only = OFF") }
                try transaction.execute("INSERT INTO port VALUES ('TPE', 'x', NULL)")
            }
        }
        #expect(readOnly == .readOnly)
        try engine.close()
        try engine.close()
        #expect(await storeErrorCode { _ = try await engine.read { try $0.integer("SELECT 1") } } == .closed)
    }

    @Test("lets readers go on while the writer writes, each on one consistent view")
    func readersBesideTheWriter() async throws {
        try await TestSchema.withEngine(folder.file("a.sqlite")) { engine in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for number in 0..<100 {
                        try await engine.write { transaction in
                            try transaction.execute("INSERT INTO port VALUES (?, 'a', NULL)", .text("A\(number)"))
                            try transaction.execute("INSERT INTO port VALUES (?, 'b', NULL)", .text("B\(number)"))
                        }
                    }
                }
                for _ in 0..<3 {
                    group.addTask {
                        for _ in 0..<100 {
                            let odd = try await engine.read { (try $0.integer("SELECT COUNT(*) FROM port") ?? 1) % 2 }
                            #expect(odd == 0)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
