/// Why a database could not be opened, read or written: one plain sentence that says what to do.
///
/// Never holds a bound value: an error ends up in logs, and values may be personal.
package struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, for code that decides by it. Open: later versions may add codes.
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }

        /// The bytes on disk are not what the engine wrote.
        package static let damaged = Code(rawValue: "damaged")
        /// The file is not a database, or not one of this program.
        package static let notADatabase = Code(rawValue: "not-a-database")
        /// No room left on the disk. The transaction was undone.
        package static let diskFull = Code(rawValue: "disk-full")
        /// The file or its folder may not be written.
        package static let readOnly = Code(rawValue: "read-only")
        /// The disk reported an error. The engine refuses all further work until it is opened again.
        package static let inputOutput = Code(rawValue: "input-output")
        /// There is no such file, or the folder cannot be entered.
        package static let cannotOpen = Code(rawValue: "cannot-open")
        /// A database is there already where a new one should be made.
        package static let alreadyExists = Code(rawValue: "already-exists")
        /// The database was last used by a newer program.
        package static let newerSchema = Code(rawValue: "newer-schema")
        /// A migration that this database already ran has another text in this program.
        package static let changedMigration = Code(rawValue: "changed-migration")
        /// The engine would not promise that a committed transaction survives a power cut.
        package static let notDurable = Code(rawValue: "not-durable")
        /// Another process owns the folder.
        package static let inUse = Code(rawValue: "in-use")
        /// A rule of the schema (unique, check, foreign key, trigger) refused a row.
        package static let constraint = Code(rawValue: "constraint")
        /// The engine was closed.
        package static let closed = Code(rawValue: "closed")
        /// A read was ended before it was done.
        package static let interrupted = Code(rawValue: "interrupted")
        /// Anything else, in the engine's words.
        package static let other = Code(rawValue: "other")
    }

    package let code: Code
    /// One sentence for a person.
    package let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}

extension StoreError {
    /// What an engine of a test says in the place of a disk.
    package init(simulated code: Code) {
        self.init(code, "simulated: \(code.rawValue)")
    }

    static func damaged(_ path: String) -> StoreError {
        StoreError(
            .damaged, "the database \(path) is damaged: stop the program, keep a copy of the file, and restore a backup"
        )
    }

    static func notADatabase(_ path: String) -> StoreError {
        StoreError(
            .notADatabase, "\(path) is not a database of this program: name the right folder or restore a backup")
    }

    static func diskFull(_ path: String) -> StoreError {
        StoreError(
            .diskFull, "the disk that holds \(path) is full: nothing was changed, free some space and do it again")
    }

    static func readOnly(_ path: String) -> StoreError {
        StoreError(
            .readOnly,
            "\(path) cannot be written: make the file and its folder writable for the user who runs this program"
        )
    }

    static func inputOutput(_ path: String) -> StoreError {
        StoreError(
            .inputOutput, "the disk reported an error at \(path): check the disk, then start the program again")
    }

    static func cannotOpen(_ path: String) -> StoreError {
        StoreError(
            .cannotOpen, "the database \(path) is missing or cannot be opened: check the folder and its permissions")
    }

    static func alreadyExists(_ path: String) -> StoreError {
        StoreError(.alreadyExists, "there is a database already at \(path): name an empty folder")
    }

    static func newerSchema(_ path: String, has: Int64, knows: Int) -> StoreError {
        StoreError(
            .newerSchema,
            "the database \(path) was written by a newer program (schema \(has), this one knows \(knows)): use that program"
        )
    }

    static func changedMigration(_ path: String, number: Int64) -> StoreError {
        StoreError(
            .changedMigration,
            "schema step \(number) of \(path) is not the one this program ships: use the program that made the database"
        )
    }

    static func notDurable(_ path: String, _ setting: String) -> StoreError {
        StoreError(
            .notDurable,
            "the database \(path) does not keep \(setting), so a power cut could lose what was acknowledged: not opened"
        )
    }

    static func inUse(_ directory: String, holder: Int32?) -> StoreError {
        let who = holder.map { "process \($0)" } ?? "another process"
        return StoreError(.inUse, "\(directory) is in use by \(who): stop it, or work through it")
    }

    static func closed(_ path: String) -> StoreError {
        StoreError(.closed, "the database \(path) was closed")
    }

    static func forbiddenText() -> StoreError {
        StoreError(.constraint, "a text holds a NUL character, which no database keeps: remove it")
    }

    /// A stored value of another type than the program ever writes.
    package static func unexpectedValue(column: Int) -> StoreError {
        StoreError(.damaged, "the database holds a value of the wrong type (column \(column)): restore a backup")
    }
}
