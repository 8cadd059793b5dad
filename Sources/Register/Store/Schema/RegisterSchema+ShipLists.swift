import SQLStore

extension RegisterSchema {
    /// When ships are in port, as gates are told: what a feed tells no more of ships that have left is kept here. And for which ship a
    /// visitor is expected, with the change of ships' calls that the days are of.
    static let shipLists = Migration(
        37,
        sqlite: """
            CREATE TABLE ship_list (
                port TEXT PRIMARY KEY,
                calls BLOB NOT NULL
            );
            CREATE TABLE visitor_ship (
                visitor BIGINT PRIMARY KEY REFERENCES expected_visitor (id) ON DELETE CASCADE,
                ship TEXT NOT NULL,
                change BIGINT NOT NULL
            );
            """)
}
