import SQLStore

/// How far the gate has come with what the service offers in sequence.
enum ProgressStore {
    struct Name: Hashable, Sendable {
        fileprivate let text: String

        /// The place in the port's presence feed.
        static let presence = Name(text: "presence")
        /// When that feed was last heard of, by the gate's clock.
        static let presenceHeard = Name(text: "presence-heard")
    }

    static func value(_ name: Name, _ database: any SQLReading) throws -> Int64? {
        try database.integer("SELECT value FROM progress WHERE name = ?", .text(name.text))
    }

    static func set(_ name: Name, to value: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "INSERT INTO progress (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            .text(name.text), .integer(value))
    }
}
