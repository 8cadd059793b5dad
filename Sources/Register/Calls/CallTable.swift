import Tables

/// The calls of many days in one file, as a telephone exchange reports them.
enum CallTable {
    /// A year of days of ten lines, and no more.
    static let limits = TableLimits(bytes: 1 << 20, rows: 4_000, columns: 20, cellBytes: 200)

    static let schema = TableSchema(
        columns: [
            TableColumn("day", ["日期", "Date", "統計日期", "Day"]),
            TableColumn("line", ["港口", "Port", "線路", "Line", "港口代碼", "Port code"]),
            TableColumn("came", ["來電數", "Calls", "來電", "來電通數", "進線數", "Offered", "Calls offered", "Came"]),
            TableColumn("answered", ["接聽數", "Answered", "接聽", "接聽通數", "接通數", "Calls answered"]),
            TableColumn(
                "inTime", ["時限內接聽數", "Answered in time", "時限內接聽", "目標時間內接聽", "Within target", "Within service level"]),
            TableColumn("callbacks", ["回撥數", "Callbacks", "回撥", "回電數", "Calls back"]),
        ],
        required: [["day"], ["came"], ["answered"], ["inTime"]])

    static func form(_ row: TableRow, line: (String) -> String) -> CallForm {
        CallForm(
            day: row["day"] ?? "", line: row["line"].map(line) ?? CallLine.sharedName, came: row["came"] ?? "",
            answered: row["answered"] ?? "", inTime: row["inTime"] ?? "",
            // An exchange knows nothing of who was called back.
            callbacks: row["callbacks"] ?? "0")
    }
}
