/// Why a file is not a table that can be read at all. Never holds what stands in it.
package struct TableError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A stable name for translation; open, so that a new kind breaks nobody.
    package struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        package let rawValue: String

        package init(rawValue: String) { self.rawValue = rawValue }

        package var description: String { rawValue }

        package static let empty = Code(rawValue: "empty")
        package static let tooLarge = Code(rawValue: "too-large")
        /// An Excel workbook: it is to be saved as CSV first.
        package static let workbook = Code(rawValue: "workbook")
        package static let notText = Code(rawValue: "not-text")
        package static let unknownEncoding = Code(rawValue: "unknown-encoding")
        package static let tooManyRows = Code(rawValue: "too-many-rows")
        package static let tooManyColumns = Code(rawValue: "too-many-columns")
        package static let cellTooLong = Code(rawValue: "cell-too-long")
        /// Something follows the closing quote of a cell.
        package static let quote = Code(rawValue: "quote")
        package static let unclosedQuote = Code(rawValue: "unclosed-quote")
        /// A column that is needed is not there; `field` names it.
        package static let missingColumn = Code(rawValue: "missing-column")
        /// Two columns of one meaning; `field` names it.
        package static let duplicateColumn = Code(rawValue: "duplicate-column")
        package static let noRows = Code(rawValue: "no-rows")
    }

    package let code: Code
    /// From 1, as a spreadsheet counts: the header is row 1.
    package let row: Int?
    /// From 1, as a spreadsheet counts: A is 1.
    package let column: Int?
    /// The name of the field, where a column is missing or twice there.
    package let field: String?
    /// One sentence in English.
    package let description: String

    init(_ code: Code, row: Int? = nil, column: Int? = nil, field: String? = nil, _ description: String) {
        self.code = code
        self.row = row
        self.column = column
        self.field = field
        self.description = description
    }
}
