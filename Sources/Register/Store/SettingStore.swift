import SQLStore

/// Single values of the register.
enum SettingStore {
    enum Name: String {
        /// The first line of check points; never changes.
        case auditOrigin = "audit-origin"
        case issuer
        /// Stands in every pass, so it never changes.
        case statusPrefix = "status-prefix"
        /// The security level.
        case level
        /// The highest versions ever published (`RepositoryVersions.text`).
        case published
        /// The last pass that the directory has taken in.
        case directoryThrough = "directory-through"
        /// When parts of the directory were last sealed.
        case directorySealed = "directory-sealed"
        /// ``RestoredMark/text``; there as long as a restored register is read-only.
        case restored
        /// The number of the audit record that tells of the last restoring.
        case restoredIn = "restored-in"
        /// When the audit log was last told where the gates' journals end.
        case journalsHeld = "journals-held"
        /// The last change of ships' calls that visits were held against.
        case shipsFollowed = "ships-followed"
        /// How many questions single windows were ever asked.
        case windowQuestions = "window-questions"
        /// The next root on its way to those who sign it (`RootProposal.encoded`), with the signatures that came back.
        case rootOrder = "root-order"
        /// When the retention rules last ran.
        case retentionRan = "retention-ran"
        /// What tells the key of the keyed hashes from any other (`IndexKey.check`), since the vault has a second key.
        case vaultIndex = "vault-index"
    }

    static func value(_ name: Name, _ database: any SQLReading) throws -> String? {
        try database.row("SELECT value FROM setting WHERE name = ?", .text(name.rawValue))?.text(0)
    }

    static func set(_ name: Name, _ value: String, _ database: any SQLWriting) throws {
        try database.execute(
            "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            .text(name.rawValue), .text(value))
    }

    static func remove(_ name: Name, _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM setting WHERE name = ?", .text(name.rawValue))
    }
}
