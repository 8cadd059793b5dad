import GRDB

extension SQLiteEngine: EmbeddedEngine {
    package func read<Value>(_ body: (any SQLReading) throws -> Value) throws -> Value {
        try guarded {
            try pool.read { database in try SQLiteTransaction.read(database, path: path, reads, body) }
        }
    }

    @discardableResult
    package func write<Value>(_ body: (any SQLWriting) throws -> Value) throws -> Value {
        try guarded {
            try pool.writeWithoutTransaction { database in
                try SQLiteTransaction.write(database, path: path, body)
            }
        }
    }

    func guarded<Value>(_ work: () throws -> Value) throws -> Value {
        try checkOpen()
        do {
            return try work()
        } catch {
            throw noted(error)
        }
    }
}
