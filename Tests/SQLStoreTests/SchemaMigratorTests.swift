import Foundation
import SQLStore
import Testing

@Suite("Opening a database and bringing its schema up to date")
struct SchemaMigratorTests {
    let folder: ScratchFolder
    let path: String

    init() throws {
        folder = try ScratchFolder()
        path = folder.file("a.sqlite")
    }

    private func opening(_ schema: Schema, mode: SQLiteEngine.Mode = .existing) async -> StoreError.Code? {
        await storeErrorCode { try await TestSchema.withEngine(path, schema, mode: mode) { _ in } }
    }

    @Test("adds the steps that are missing and keeps what is there")
    func upgrade() async throws {
        try await TestSchema.withEngine(path, TestSchema.one) { engine in
            try await engine.write { transaction in
                try transaction.execute("INSERT INTO port VALUES ('KEL', 'Keelung', NULL)")
                try transaction.execute("INSERT INTO gate VALUES ('KEL-E1', 'KEL')")
            }
        }
        for _ in 0..<2 {
            try await TestSchema.withEngine(path, TestSchema.two, mode: .existing) { engine in
                let gates = try await engine.read { try $0.rows("SELECT id, zone FROM gate") }
                #expect(gates.map(\.values) == [["KEL-E1", nil]])
            }
        }
    }

    @Test("refuses a database from a newer program")
    func newer() async throws {
        #expect(await opening(TestSchema.two, mode: .create) == nil)
        #expect(await opening(TestSchema.one) == .newerSchema)
        #expect(await opening(TestSchema.two) == nil)
    }

    @Test("refuses a database whose step has another text")
    func changed() async throws {
        #expect(await opening(TestSchema.one, mode: .create) == nil)
        let other = Schema(
            applicationID: TestSchema.applicationID, migrations: [Migration(1, sqlite: "CREATE TABLE port (code TEXT)")]
        )
        #expect(await opening(other) == .changedMigration)
    }

    @Test("refuses a database of another kind")
    func otherKind() async throws {
        #expect(await opening(TestSchema.one, mode: .create) == nil)
        #expect(await opening(Schema(applicationID: 1, migrations: [TestSchema.first])) == .notADatabase)
    }

    @Test("a step that fails leaves nothing of itself")
    func failingStep() async throws {
        #expect(await opening(TestSchema.one, mode: .create) == nil)
        let broken = Schema(
            applicationID: TestSchema.applicationID,
            migrations: [
                TestSchema.first, Migration(2, sqlite: "CREATE TABLE half (x TEXT); CREATE TABLE port (x TEXT)"),
            ])
        #expect(await opening(broken) == .other)
        try await TestSchema.withEngine(path, TestSchema.two, mode: .existing) { engine in
            let half = try await engine.read {
                try $0.integer("SELECT COUNT(*) FROM sqlite_master WHERE name = 'half'")
            }
            #expect(half == 0)
        }
    }

    @Test("does not make a database where one is missing, nor replace one that is there")
    func presence() async throws {
        #expect(await opening(TestSchema.one) == .cannotOpen)
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(await opening(TestSchema.one, mode: .create) == nil)
        #expect(await opening(TestSchema.one, mode: .create) == .alreadyExists)
    }

    @Test("refuses an emptied file, a text file and a truncated one")
    func notDatabases() async throws {
        try Data().write(to: URL(filePath: path))
        let empty = await opening(TestSchema.one)
        #expect(empty == .damaged)
        try Data(repeating: 0x41, count: 8192).write(to: URL(filePath: path))
        let text = await opening(TestSchema.one)
        #expect(text == .notADatabase)
        try FileManager.default.removeItem(atPath: path)
        #expect(await opening(TestSchema.one, mode: .create) == nil)
        let whole = try Data(contentsOf: URL(filePath: path))
        try whole.prefix(whole.count / 2 + 100).write(to: URL(filePath: path))
        let code = await opening(TestSchema.one)
        #expect(code == .damaged || code == .notADatabase)
    }

    @Test("finds damaged pages, as an error when they are read and as a report when asked")
    func damage() async throws {
        try await TestSchema.withEngine(path) { engine in
            try await engine.write { transaction in
                for number in 0..<2000 {
                    try transaction.execute(
                        "INSERT INTO port VALUES (?, 'x', ?)", .text("P\(number)"),
                        .blob([UInt8](repeating: 7, count: 60)))
                }
            }
            #expect(try await engine.integrityProblems().isEmpty)
        }
        let file = try FileHandle(forUpdating: URL(filePath: path))
        let size = try file.seekToEnd()
        for offset in stride(from: size / 2 / 4096 * 4096, to: size - 4096, by: 8192) {
            try file.seek(toOffset: offset)
            try file.write(contentsOf: Data(repeating: 0xFF, count: 600))
        }
        try file.close()
        try await TestSchema.withEngine(path, mode: .existing) { engine in
            let code = await storeErrorCode { _ = try await engine.read { try $0.rows("SELECT * FROM port") } }
            #expect(code == .damaged)
            let problems = try? await engine.integrityProblems()
            #expect(problems?.isEmpty != true)
        }
    }
}
