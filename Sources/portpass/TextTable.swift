/// Columns for a terminal, as wide as what is in them.
struct TextTable {
    let heading: [String]
    let rows: [[String]]

    var text: String {
        let lines = [heading] + rows
        let widths = heading.indices.map { column in
            lines.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        return lines.map { line in
            let cells = zip(line, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }
            var joined = cells.joined(separator: "  ")
            while joined.last == " " { joined.removeLast() }
            return joined + "\n"
        }.joined()
    }
}
