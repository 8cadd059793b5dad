import SQLStore

extension RegisterSchema {
    /// When ships are in port, as gates are told: what a feed tells no more of ships that have left is kept here.
    static let shipList = Migration(
        38,
        sqlite: """
            CREATE TABLE ship_list (
                port TEXT PRIMARY KEY,
                calls BLOB NOT NULL
            );
            """)
}
