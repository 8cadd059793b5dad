import SQLStore

/// A column that holds boxes of the vault: how they are read one after another, and what each is for.
///
/// Whoever adds such a column adds it to ``all``: a test goes through the columns of a register in which everything was used.
struct SealedColumn: Sendable {
    let table: String
    let column: String
    /// So many are sealed anew in one transaction: the only writer is held for some milliseconds.
    let atOnce: Int
    /// What the key of the first row is more than.
    let first: [SQLValue]
    /// The rows after a key whose boxes do not begin as those of a key do, in the key's order: the key, the box, and what its context is
    /// made of. Parameters: the key, the beginning, how many.
    let page: StaticString
    /// Parameters: the box, the key.
    let put: StaticString
    /// Parameters: the mark, and the number of boxes without one. How many there are of each key, by its number of two bytes.
    let count: StaticString
    /// What the box of a row of ``page`` is for.
    let context: @Sendable (SQLRow) throws -> [UInt8]

    init(
        table: String, column: String, atOnce: Int = 32, first: [SQLValue], page: StaticString, put: StaticString,
        count: StaticString,
        context: @escaping @Sendable (SQLRow) throws -> [UInt8]
    ) {
        self.table = table
        self.column = column
        self.atOnce = atOnce
        self.first = first
        self.page = page
        self.put = put
        self.count = count
        self.context = context
    }

    var name: String { "\(table).\(column)" }

    func key(_ row: SQLRow) -> [SQLValue] { Array(row.values.prefix(first.count)) }

    func box(_ row: SQLRow) throws -> [UInt8] { try row.blob(first.count) }
}
