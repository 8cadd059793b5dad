import Identifiers
import Register
import Tables

/// A list of people from a spreadsheet, put into an application's answers in place of the one there was.
enum PeopleTable {
    private static let limits = TableLimits(bytes: 1 << 20, rows: 120, columns: 40, cellBytes: 400)

    static func read(_ upload: FormUpload?, into values: FieldValues) -> Result<FieldValues, Fault> {
        switch upload {
        case nil: return .failure(Fault("people", "required"))
        case .tooLarge: return .failure(Fault("people", "too-large"))
        case .file(let bytes):
            let table: Table
            do { table = try TableReader(schema: .people, limits: limits).read(bytes) } catch {
                return .failure(fault(error))
            }
            return .success(filled(table, values))
        }
    }

    private static func fault(_ error: TableError) -> Fault {
        switch error.code {
        case .tooManyRows: Fault("people", "too-many", ["most": String(limits.rows)])
        case .tooLarge, .cellTooLong, .tooManyColumns: Fault("people", "too-large")
        default: Fault("people", "format")
        }
    }

    private static func filled(_ table: Table, _ values: FieldValues) -> FieldValues {
        var filled = values
        filled.removeRows(of: "people")
        for (place, row) in table.rows.enumerated() {
            let number = row["passport"] ?? row["idNumber"] ?? ""
            filled["people.\(place).name"] = row["name"] ?? ""
            filled["people.\(place).idNumber"] = number
            filled["people.\(place).idKind"] = kind(of: number, isPassport: row["passport"] != nil)
        }
        return filled
    }

    /// By its form: a column of numbers says which kind each is only by its heading, if at all.
    private static func kind(of number: String, isPassport: Bool) -> String {
        if isPassport { return IdentityNumber.Kind.passport.rawValue }
        let bytes = Array(TextNormalisation.compact(number).utf8)
        let isLetter = { (byte: UInt8) in (0x41...0x5A).contains(byte) }
        guard bytes.count == 10, isLetter(bytes[0]), bytes.dropFirst(2).allSatisfy({ (0x30...0x39).contains($0) })
        else {
            return IdentityNumber.Kind.passport.rawValue
        }
        let isNational = bytes[1] == UInt8(ascii: "1") || bytes[1] == UInt8(ascii: "2")
        return (isNational ? IdentityNumber.Kind.national : .resident).rawValue
    }
}
