import StrictJSON

/// The figures of one quarter as they are published, once and for all: nothing in it is kept back any more, it is gone.
package struct DataRelease: Hashable, Sendable {
    package struct Row: Hashable, Sendable {
        package let key: [String]
        /// Nil where it is kept back.
        package let values: [Int64?]

        package init(key: [String], values: [Int64?]) {
            self.key = key
            self.values = values
        }
    }

    package let period: Quarter
    /// From 1.
    package let revision: Int64
    /// Seconds since 1970.
    package let madeAt: Int64
    /// Why there is another than the first; empty for the first.
    package let reason: DataText
    /// By resource.
    package let tables: [String: [Row]]

    package init(
        period: Quarter, revision: Int64, madeAt: Int64, reason: DataText, tables: [String: [Row]]
    ) {
        self.period = period
        self.revision = revision
        self.madeAt = madeAt
        self.reason = reason
        self.tables = tables
    }

    package subscript(resource: DataResource, key: [String], measure: Int = 0) -> Int64? {
        self[table: resource.id, key, measure]
    }

    /// Of a table that is in the report alone.
    package subscript(table id: String, key: [String], measure: Int = 0) -> Int64? {
        tables[id]?.first { $0.key == key }.flatMap {
            $0.values.indices.contains(measure) ? $0.values[measure] : nil
        }
    }

    /// The tables as they are stored.
    package var content: [UInt8] {
        let members = tables.sorted { $0.key < $1.key }.map { id, rows in
            JSONMember(
                ExactText(id),
                .array(
                    rows.map { row in
                        .array([
                            .texts(row.key), .array(row.values.map { $0.map(JSONValue.integer) ?? .null }),
                        ])
                    }))
        }
        return JSONWriter.compact(.object(JSONObject(members)))
    }

    /// Reads what ``content`` wrote; nil for anything else.
    package static func tables(_ content: [UInt8]) -> [String: [Row]]? {
        guard case .object(let members)? = try? JSONReader.read(content) else { return nil }
        var tables: [String: [Row]] = [:]
        for member in members.members {
            guard case .array(let rows) = member.value else { return nil }
            var read: [Row] = []
            for row in rows {
                guard case .array(let parts) = row, parts.count == 2, case .array(let key) = parts[0],
                    case .array(let values) = parts[1]
                else { return nil }
                let texts = key.compactMap { if case .string(let text) = $0 { text.string } else { nil } }
                var numbers: [Int64?] = []
                for value in values {
                    switch value {
                    case .null: numbers.append(nil)
                    case .integer(let number): numbers.append(number)
                    default: return nil
                    }
                }
                guard texts.count == key.count else { return nil }
                read.append(Row(key: texts, values: numbers))
            }
            tables[member.name.string] = read
        }
        return tables
    }
}
