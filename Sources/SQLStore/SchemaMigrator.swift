import GRDB

/// Brings a database up to the program's schema, or refuses it.
///
/// The text of every step that ran is kept in the database and compared: a program whose steps say something else was
/// not the one that made it, and every guess after that would be wrong.
struct SchemaMigrator {
    let schema: Schema
    let path: String

    func migrate(_ pool: DatabasePool, isNew: Bool) throws {
        try pool.write { database in
            if isNew {
                try database.execute(sql: "PRAGMA application_id = \(schema.applicationID)")
                try database.execute(
                    sql: "CREATE TABLE schema_step (number BIGINT PRIMARY KEY, statements TEXT NOT NULL)")
            } else {
                let mark = try Int32.fetchOne(database, sql: "PRAGMA application_id")
                guard mark == schema.applicationID, try database.tableExists("schema_step") else {
                    throw StoreError.notADatabase(path)
                }
            }
        }
        let done = try pool.read {
            try Row.fetchAll($0, sql: "SELECT number, statements FROM schema_step ORDER BY number")
        }
        for (position, row) in done.enumerated() {
            // A value of another type than was written is damage, and GRDB's subscript would end the program.
            guard let number = Int64.fromDatabaseValue(row[0]), let text = String.fromDatabaseValue(row[1]) else {
                throw StoreError.damaged(path)
            }
            guard position < schema.migrations.count else {
                throw StoreError.newerSchema(path, has: Int64(done.count), knows: schema.migrations.count)
            }
            let step = schema.migrations[position]
            guard number == Int64(step.number), text.utf8.elementsEqual(step.sqlite.description.utf8) else {
                throw StoreError.changedMigration(path, number: number)
            }
        }
        for step in schema.migrations.dropFirst(done.count) {
            try pool.write { database in
                try database.execute(sql: step.sqlite.description)
                try database.execute(
                    sql: "INSERT INTO schema_step (number, statements) VALUES (?, ?)",
                    arguments: [step.number, step.sqlite.description])
            }
        }
    }
}
