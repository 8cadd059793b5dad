/// One step of a schema: literal SQL, one text for each engine, that never changes once it was shipped.
package struct Migration: Sendable {
    /// 1, 2, 3 … without a gap.
    package let number: Int
    /// The statements for SQLite.
    package let sqlite: StaticString

    package init(_ number: Int, sqlite: StaticString) {
        self.number = number
        self.sqlite = sqlite
    }
}

/// A kind of database: what its file is marked with, and the steps that make it.
package struct Schema: Sendable {
    /// Written into the file's header (`PRAGMA application_id`), so that a gate's journal is not opened as a register.
    package let applicationID: Int32
    package let migrations: [Migration]

    /// - Precondition: the migrations are numbered from 1 without a gap.
    package init(applicationID: Int32, migrations: [Migration]) {
        precondition(migrations.enumerated().allSatisfy { $0.element.number == $0.offset + 1 })
        self.applicationID = applicationID
        self.migrations = migrations
    }
}
