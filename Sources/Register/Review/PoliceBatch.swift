package import Tables

/// The tables in which the police are asked, and answer: who is asked about, a row a person; and a row an application coming back.
package enum PoliceBatch {
    /// What comes back: the application's number, whether they object, and their reference. Never a record.
    package static let answer = TableSchema(
        columns: [
            TableColumn("number", ["申請號碼", "Application", "申請編號", "案號", "Number"]),
            TableColumn("verdict", ["查核結果", "Verdict", "結果", "Result"]),
            TableColumn("reference", ["文號", "Reference", "警政文號", "發文字號"]),
        ], required: [["number"], ["verdict"], ["reference"]])

    package static let limits = TableLimits(bytes: 1 << 20, rows: 5_000, columns: 20, cellBytes: 400)

    /// The heading of the table that goes out.
    static let question = ["申請號碼 Application", "姓名 Name", "證號 Document", "出生日期 Born", "查核結果 Verdict", "文號 Reference"]

    /// What somebody of the police writes for either; nil for anything else, which is asked about and never guessed.
    static func verdict(_ text: String) -> PassApplication.Verdict? {
        switch text.lowercased().filter({ !$0.isWhitespace }) {
        case "無異議", "無", "clear", "noobjection", "none": .clear
        case "有異議", "異議", "有", "objection": .objection
        default: nil
        }
    }
}

/// What became of the answers of the police.
package struct PoliceAnswers: Hashable, Sendable {
    /// Recorded now.
    package var recorded = 0
    /// What is wrong, by the table's rows; the other rows are recorded.
    package var report = TableReport()
}
