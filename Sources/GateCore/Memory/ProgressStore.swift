import PassFormat
import SQLStore

/// How far the gate has come with what the service offers in sequence.
enum ProgressStore {
    struct Name: Hashable, Sendable {
        let text: String

        /// The place in a port's presence feed.
        static func presence(of port: WireText) -> Name { Name(text: "presence/\(port)") }
        /// When that feed was last whole, by the service's clock.
        static func presenceHeard(of port: WireText) -> Name { Name(text: "presence-heard/\(port)") }
        /// The place in a port's photo listing.
        static func photos(of port: WireText) -> Name { Name(text: "photos/\(port)") }
        /// Set while a rebuilt memory has not said so in its journal.
        static let rebuilt = Name(text: "rebuilt")
    }

    static func value(_ name: Name, _ database: any SQLReading) throws -> Int64? {
        try database.integer("SELECT value FROM progress WHERE name = ?", .text(name.text))
    }

    static func set(_ name: Name, to value: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "INSERT INTO progress (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            .text(name.text), .integer(value))
    }

    static func remove(_ name: Name, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM progress WHERE name = ?", .text(name.text))
    }
}
