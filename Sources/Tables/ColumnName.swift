/// The name a spreadsheet shows over a column: A to Z, then AA.
package enum ColumnName {
    /// - Parameter column: from 1; anything below gives an empty text.
    package static func letters(_ column: Int) -> String {
        var rest = column
        var letters: [UInt8] = []
        while rest > 0 {
            letters.append(0x41 + UInt8((rest - 1) % 26))
            rest = (rest - 1) / 26
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }
}
