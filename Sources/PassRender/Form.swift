/// Rows of labelled fields, set as large as the space allows.
///
/// One number, the ease, sizes everything between what is wanted and what is least, so that a long name takes from
/// every row instead of overrunning one. Space that is left goes between the rows.
struct Form {
    /// A label and what is said under it, the values one below the other.
    struct Field {
        let label: Label
        let values: [TextItem]
        /// For a label beside another field; nil for the style's.
        var labelWidth: Double?
    }

    /// The fields of one row, side by side; a width nil shares what is left.
    struct Row {
        let fields: [(field: Field, width: Double?)]

        init(_ label: Label, _ values: [TextItem]) { fields = [(Field(label: label, values: values), nil)] }
        init(_ fields: [(field: Field, width: Double?)]) { self.fields = fields }
    }

    /// The column for labels, in points, and their sizes.
    struct Style {
        var labelWidth: Double
        var chineseSize: Double
        var englishSize: Double
        /// Between rows, at least and at most.
        var gaps: ClosedRange<Double>
        /// Between the label and its value, and between two fields.
        var gutter: Double
    }

    let style: Style

    /// The rows laid out in `box` from the top: the texts, and the lines' y between the rows.
    ///
    /// - Throws: `doesNotFit`.
    func layOut(_ rows: [Row], in box: Rectangle, on page: inout Page) throws(RenderError) -> (
        placements: [Placement], rules: [Double]
    ) {
        var prepared: [Row] = []
        for row in rows {
            var fields: [(field: Field, width: Double?)] = []
            for (field, width) in row.fields {
                var values: [TextItem] = []
                for item in field.values { values.append(try page.prepared(item)) }
                fields.append((Field(label: field.label, values: values, labelWidth: field.labelWidth), width))
            }
            prepared.append(Row(fields))
        }
        // Step by step and not by halves: a smaller size may need fewer lines, so what fits is not one interval.
        for step in 0...40 {
            if let result = try attempt(prepared, box, ease: 1 - Double(step) * 0.05, page.setter) { return result }
        }
        let texts = rows.flatMap(\.fields).flatMap(\.field.values).map(\.phrase.text)
        throw .doesNotFit(texts.joined(separator: " "))
    }

    /// The layout at one ease; nil when it is too tall.
    private func attempt(_ rows: [Row], _ box: Rectangle, ease: Double, _ setter: borrowing TypeSetter)
        throws(RenderError) -> (placements: [Placement], rules: [Double])?
    {
        var laidOut: [(placements: [Placement], height: Double)] = []
        for row in rows { laidOut.append(try layOut(row, box, ease: ease, setter)) }
        let spaces = Double(max(rows.count - 1, 1))
        let spare = box.height - laidOut.reduce(0) { $0 + $1.height }
        let shrunk = ease < 0 ? 1 + ease : 1
        guard spare >= spaces * style.gaps.lowerBound * shrunk else { return nil }
        let gap = min(spare / spaces, style.gaps.upperBound)
        var y = box.y + max(0, spare - gap * spaces) / 2
        var placements: [Placement] = []
        var rules: [Double] = []
        for (index, row) in laidOut.enumerated() {
            if index > 0 { rules.append(y - gap / 2) }
            placements += row.placements.map { $0.moved(down: y) }
            y += row.height + gap
        }
        return (placements, rules)
    }

    /// One row with its top at zero.
    private func layOut(_ row: Row, _ box: Rectangle, ease: Double, _ setter: borrowing TypeSetter)
        throws(RenderError) -> (placements: [Placement], height: Double)
    {
        let given = row.fields.compactMap(\.width).reduce(0, +) + style.gutter * Double(row.fields.count - 1)
        let share = (box.width - given) / Double(max(row.fields.count { $0.width == nil }, 1))
        var x = box.x
        var columns:
            [(labels: [SettledText], values: [SettledText], x: Double, labelWidth: Double, valueWidth: Double)] = []
        for (field, width) in row.fields {
            let width = width ?? share
            let labelWidth = field.labelWidth ?? style.labelWidth
            let labels = field.label.items(chinese: style.chineseSize, english: style.englishSize)
            var settledLabels: [SettledText] = []
            for label in labels {
                settledLabels.append(
                    try setter.settle(
                        label, target: max(label.wanted * (1 + 1.2 * min(ease, 0)), TextItem.floor), width: labelWidth))
            }
            let valueWidth = width - labelWidth - style.gutter
            var values: [SettledText] = []
            for item in field.values {
                values.append(try setter.settle(item, target: item.size(ease: ease), width: valueWidth))
            }
            columns.append((settledLabels, values, x, labelWidth, valueWidth))
            x += width + style.gutter
        }
        // The labels and the first lines share a middle across the row.
        let middle =
            columns.map { column in
                max(Self.height(column.labels), column.values.first.map(Self.firstLineHeight) ?? 0) / 2
            }.max() ?? 0
        var placements: [Placement] = []
        var height = 0.0
        for column in columns {
            let valueX = column.x + column.labelWidth + style.gutter
            var y = middle - Self.height(column.labels) / 2
            for label in column.labels {
                placements.append(
                    Placement(
                        text: label,
                        box: Rectangle(x: column.x, y: y, width: column.labelWidth, height: label.height)))
                y += label.height
            }
            height = max(height, y)
            y = middle - (column.values.first.map(Self.firstLineHeight) ?? 0) / 2
            for value in column.values {
                placements.append(
                    Placement(
                        text: value, box: Rectangle(x: valueX, y: y, width: column.valueWidth, height: value.height)))
                y += value.height
            }
            height = max(height, y)
        }
        return (placements, height)
    }

    private static func height(_ texts: [SettledText]) -> Double { texts.reduce(0) { $0 + $1.height } }

    private static func firstLineHeight(_ text: SettledText) -> Double {
        text.height / Double(max(text.lines.count, 1))
    }
}

extension Placement {
    fileprivate func moved(down distance: Double) -> Placement {
        Placement(
            text: text, box: Rectangle(x: box.x, y: box.y + distance, width: box.width, height: box.height),
            vertical: vertical)
    }
}
