import Foundation
import Tables
import Testing

/// Files as spreadsheets write them.
enum Files {
    static let crew = """
        姓名,國籍,護照號碼,出生日期,職稱
        Nguyen Van A,越南,C1234567,1986-03-09,水手
        王小明,臺灣,300000000,75/3/9,"船長, 大副"
        """

    static func read(_ text: String, _ schema: TableSchema = .people) throws(TableError) -> Table {
        try read(Array(text.utf8), schema)
    }

    static func read(_ bytes: [UInt8], _ schema: TableSchema = .people, _ limits: TableLimits = .people)
        throws(TableError) -> Table
    {
        try TableReader(schema: schema, limits: limits).read(bytes)
    }

    /// The error of a file that cannot be read; nil for one that can.
    static func error(_ bytes: [UInt8], _ schema: TableSchema = .people, _ limits: TableLimits = .people) -> TableError?
    {
        do throws(TableError) {
            _ = try read(bytes, schema, limits)
            return nil
        } catch {
            return error
        }
    }

    static func error(_ text: String, _ schema: TableSchema = .people, _ limits: TableLimits = .people) -> TableError? {
        error(Array(text.utf8), schema, limits)
    }

    static func utf16(_ text: String, bigEndian: Bool) -> [UInt8] {
        ("\u{FEFF}" + text).utf16.flatMap { unit in
            let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
            return bigEndian ? bytes.reversed() : bytes
        }
    }
}
