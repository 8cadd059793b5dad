/// Makes blocks of a form's rows and puts them on pages.
struct PaperFormLayout {
    let width: Double

    private static let listRowHeight = Double.millimetres(9)
    private static let numberWidth = Double.millimetres(8)
    private static let wholeHeight = Double.millimetres(80)
    static let titleHeight = Double.millimetres(8.5)

    /// - Throws: `doesNotFit` for a label that does not fit its cell.
    func blocks(_ form: PaperForm, on page: inout Page) throws(RenderError) -> [PaperFormBlock] {
        var blocks: [PaperFormBlock] = []
        for section in form.sections {
            var group = [PaperFormBlock(content: .title(section.title), height: Self.titleHeight, keepsWithNext: true)]
            for row in section.rows { group += try self.blocks(row, on: &page) }
            // A short section stays whole.
            if group.reduce(0, { $0 + $1.height }) <= Self.wholeHeight {
                for index in group.indices.dropLast() { group[index].keepsWithNext = true }
            }
            blocks += group
        }
        return blocks
    }

    private func blocks(_ row: PaperForm.Row, on page: inout Page) throws(RenderError) -> [PaperFormBlock] {
        switch row {
        case .fields(let fields):
            guard !fields.isEmpty else { return [] }
            var cells: [PaperFormCell] = []
            for field in fields {
                cells.append(try PaperFormCell(field, width: width / Double(fields.count), on: &page))
            }
            return [PaperFormBlock(content: .fields(cells), height: cells.map(\.height).max() ?? 0)]
        case .list(let columns, let count):
            let settled = try self.columns(columns, on: &page)
            let height =
                max(settled.map { $0.texts.reduce(0) { $0 + $1.height } }.max() ?? 0, .millimetres(6)) + .millimetres(2)
            let header = PaperFormBlock(content: .listHeader(settled), height: height, keepsWithNext: true)
            return [header]
                + (1...max(count, 1)).map { number in
                    PaperFormBlock(
                        content: .listRow(settled, number: number), height: Self.listRowHeight, repeated: [header])
                }
        case .text(let labels):
            var texts: [SettledText] = []
            for (text, size, ink) in labels.flatMap({ [($0.chinese, 9.0, Ink.body), ($0.english, 7.6, .muted)] })
            where !text.isEmpty {
                var item = try page.prepared(TextItem(Phrase(text), .regular, size, least: size, ink))
                item.isBalanced = false
                texts.append(try page.setter.settle(item, target: size, width: width - .millimetres(4)))
            }
            return [
                PaperFormBlock(content: .text(texts), height: texts.reduce(0) { $0 + $1.height } + .millimetres(4))
            ]
        }
    }

    private func columns(_ columns: [PaperForm.Column], on page: inout Page) throws(RenderError)
        -> [PaperFormListColumn]
    {
        let shares = Double(max(columns.reduce(0) { $0 + max($1.share, 1) }, 1))
        var x = Self.numberWidth
        var result: [PaperFormListColumn] = []
        for column in columns {
            let share = (width - Self.numberWidth) * Double(max(column.share, 1)) / shares
            var texts: [SettledText] = []
            for (text, size, ink) in [(column.label.chinese, 9.0, Ink.body), (column.label.english, 6.8, .muted)]
            where !text.isEmpty {
                let item = try page.prepared(TextItem(Phrase(text), .regular, size, least: size * 0.7, ink, .center))
                texts.append(try page.setter.settle(item, target: size, width: share - .millimetres(2)))
            }
            result.append(PaperFormListColumn(texts: texts, x: x, width: share))
            x += share
        }
        return result
    }

    /// Blocks by page; the first page begins lower.
    ///
    /// - Throws: `doesNotFit` when one block is taller than a page.
    func pages(_ blocks: [PaperFormBlock], first: Double, others: Double) throws(RenderError) -> [[PaperFormBlock]] {
        var pages: [[PaperFormBlock]] = [[]]
        var room = first
        var index = 0
        while index < blocks.count {
            // What stays together.
            var end = index
            while end < blocks.count - 1, blocks[end].keepsWithNext { end += 1 }
            let group = Array(blocks[index...end])
            var height = group.reduce(0) { $0 + $1.height }
            if height > room {
                let repeated = group[0].repeated
                height += repeated.reduce(0) { $0 + $1.height }
                guard height <= others else { throw .doesNotFit("a row of a form") }
                // The first page keeps its head, even alone.
                pages.append(repeated)
                room = others
            }
            pages[pages.count - 1] += group
            room -= height
            index = end + 1
        }
        return pages
    }
}
