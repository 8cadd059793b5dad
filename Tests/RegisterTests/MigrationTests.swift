import Foundation
import PassCrypto
import Register
import SQLStore
import ServiceScenes
import Testing

@Suite("A database of an earlier version")
struct MigrationTests {
    @Test("The second step keeps every key with its number, and everything that refers to it")
    func receiptKeys() async throws {
        let scratch = try ScratchRegister()
        let path = scratch.folder + "/register.sqlite"
        let whole = RegisterSchema.schema
        let first = Schema(applicationID: whole.applicationID, migrations: Array(whole.migrations.prefix(1)))
        let old = try SQLiteEngine(path: path, schema: first, mode: .create)
        try await old.write { database in
            for (number, use, state) in [(1, "pass", "retired"), (2, "status", "current"), (7, "pass", "current")]
                as [(Int64, String, String)]
            {
                try database.execute(
                    """
                    INSERT INTO signing_key (seq, use, public_key, kid, not_before, expires, state)
                    VALUES (?, ?, ?, 0, 0, 10, ?)
                    """, .integer(number), .text(use), .blob([UInt8](repeating: UInt8(number), count: 32)), .text(state)
                )
            }
            try database.execute(
                """
                INSERT INTO status_list (list, next, changes, opened_at, last_used, last_expiry, is_retired)
                VALUES (0, 0, 0, 0, NULL, 0, 0)
                """)
            try database.execute(
                "INSERT INTO status_token (list, changes, issued_at, signer, uri, token) VALUES (0, 0, 0, 2, 'u', x'00')"
            )
            try database.execute(
                """
                INSERT INTO pass (seq, id, number, list, idx, signer, state, kind, term, not_before, expires, issued_at,
                    digest, payload)
                VALUES (1, 1, 'n', 0, 5, 7, 1, 1, 1, 0, 1, 0, zeroblob(16), x'00')
                """)
        }
        try old.close()
        let new = try SQLiteEngine(path: path, schema: whole, mode: .existing)
        #expect(try await new.integrityProblems() == [])
        let keys = try await new.read { database in
            try database.rows("SELECT seq, use, state FROM signing_key ORDER BY seq").map(\.values)
        }
        #expect(
            keys == [
                [1, "pass", "retired"], [2, "status", "current"], [7, "pass", "current"],
            ])
        try await new.write { database in
            try database.execute(
                """
                INSERT INTO signing_key (seq, use, public_key, kid, not_before, expires, state)
                VALUES (8, 'receipt', zeroblob(32), 0, 0, 10, 'current')
                """)
        }
        // References hold again: a key that something refers to can't go.
        await #expect(throws: StoreError.self) {
            try await new.write { try $0.execute("DELETE FROM signing_key WHERE seq = 7") }
        }
        #expect(try await new.integrityProblems() == [])
        try new.close()
    }
}
