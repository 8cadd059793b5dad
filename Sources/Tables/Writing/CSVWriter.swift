/// Writes a table that a spreadsheet opens rightly and computes nothing of.
///
/// UTF-8 with a mark, without which Excel takes it for Big5; CRLF and quotes as RFC 4180 has them; cells that would be
/// formulas made text.
package struct CSVWriter: Sendable {
    package private(set) var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]

    package init() {}

    package mutating func append(_ cells: [String]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(CellText.guarded(cell))
        }
        bytes += [0x0D, 0x0A]
    }

    private mutating func append(_ cell: String) {
        let isPlain = cell.utf8.allSatisfy { byte in
            byte > 0x20 && ![UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: ";")].contains(byte)
        }
        guard !isPlain else {
            bytes += cell.utf8
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in cell.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
