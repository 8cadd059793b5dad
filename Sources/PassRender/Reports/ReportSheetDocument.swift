/// A report of figures on A4: each measure stays together on a page, with bars beside the numbers they are of.
package enum ReportSheetDocument {
    private static let margin = Double.millimetres(18)
    private static let accent = Ink(0x005A8C)
    private static let titleHeight = Double.millimetres(9)
    private static let aboutHeight = Double.millimetres(13)
    private static let headerHeight = Double.millimetres(11)
    private static let rowHeight = Double.millimetres(6)
    private static let sourceHeight = Double.millimetres(5.5)
    private static let gap = Double.millimetres(6)
    private static let footHeight = Double.millimetres(8)
    private static let noteHeight = Double.millimetres(16)
    private static let nameWidth = Double.millimetres(20)
    private static let barWidth = Double.millimetres(44)
    private static let padding = Double.millimetres(1.6)

    /// Draws the report.
    ///
    /// - Parameter createdAt: the file's date, seconds since 1970; the same report and date give the same bytes.
    /// - Throws: `doesNotFit`, `outOfMemory`, `libraryFailure`.
    package static func pdf(_ sheet: ReportSheet, createdAt: Int64) throws(RenderError) -> RenderedDocument {
        let paper = Paper.a4
        let canvas = try Canvas(
            width: paper.width, height: paper.height,
            title: "\(sheet.title.chinese) \(sheet.subtitle.chinese)", author: Phrase(sheet.issuerName).text,
            createdAt: createdAt)
        var page = try Page(canvas: canvas)
        let area = Paper.inset(paper, x: margin, y: margin)
        var y = try drawHead(sheet, in: area, on: &page)
        let pages = try pages(sheet.sections, firstTop: y, area)
        for (number, sections) in pages.enumerated() {
            if number > 0 {
                page.next()
                y = area.y
            }
            for section in sections {
                try draw(section, in: area, from: y, on: &page)
                y += height(of: section) + gap
            }
            let foot = Rectangle(
                x: area.x, y: area.maxY - footHeight / 2, width: area.width, height: footHeight / 2)
            try page.print(
                TextItem(
                    Phrase("\(sheet.subtitle.chinese)　\(number + 1) / \(pages.count)"), .regular, 8, least: 6, .muted,
                    .center, lineLimit: 1), in: foot)
        }
        return try page.finish(moduleMillimetres: 0)
    }

    private static func height(of section: ReportSheet.Section) -> Double {
        titleHeight + aboutHeight + headerHeight + Double(section.rows.count) * rowHeight
            + (section.source == nil ? 0 : sourceHeight)
    }

    /// - Throws: `doesNotFit` for a section taller than a page.
    private static func pages(
        _ sections: [ReportSheet.Section], firstTop: Double, _ area: Rectangle
    ) throws(RenderError) -> [[ReportSheet.Section]] {
        var pages: [[ReportSheet.Section]] = [[]]
        var y = firstTop
        for section in sections {
            if y + height(of: section) > area.maxY - footHeight {
                pages.append([])
                y = area.y
                guard y + height(of: section) <= area.maxY - footHeight else { throw .doesNotFit("a measure") }
            }
            pages[pages.count - 1].append(section)
            y += height(of: section) + gap
        }
        return pages
    }

    private static func drawHead(
        _ sheet: ReportSheet, in area: Rectangle, on page: inout Page
    ) throws(RenderError) -> Double {
        let issuer = Rectangle(x: area.x, y: area.y, width: area.width, height: .millimetres(7))
        try page.print(TextItem(Phrase(sheet.issuerName), .bold, 12, least: 7, accent, lineLimit: 1), in: issuer)
        let title = Rectangle(x: area.x, y: issuer.maxY, width: area.width, height: .millimetres(11))
        try page.print(TextItem(sheet.title.line, .bold, 20, least: 10, lineLimit: 1), in: title)
        let subtitle = Rectangle(x: area.x, y: title.maxY, width: area.width, height: .millimetres(7))
        try page.print(TextItem(sheet.subtitle.line, .regular, 12, least: 8, lineLimit: 1), in: subtitle)
        page.canvas.fill(Rectangle(x: area.x, y: subtitle.maxY + 2, width: area.width, height: 1.4), accent)
        var y = subtitle.maxY + .millimetres(3)
        for note in sheet.notes {
            try print(note, in: Rectangle(x: area.x, y: y, width: area.width, height: noteHeight), on: &page)
            y += noteHeight
        }
        return y + .millimetres(3)
    }

    /// Running text, Chinese above English.
    private static func print(_ label: Label, in box: Rectangle, on page: inout Page) throws(RenderError) {
        let paragraphs = [
            Paragraphs.Paragraph(phrase: Phrase(label.chinese)),
            Paragraphs.Paragraph(phrase: Phrase(label.english), ink: .muted, scale: 0.9),
        ]
        _ = try Paragraphs(paragraphs: paragraphs, wanted: 9, least: 5, gap: 0.1).print(in: box, on: &page)
    }

    private static func draw(
        _ section: ReportSheet.Section, in area: Rectangle, from top: Double, on page: inout Page
    ) throws(RenderError) {
        let title = Rectangle(x: area.x, y: top, width: area.width, height: titleHeight)
        try page.print(TextItem(section.title.line, .bold, 14, least: 9, accent, lineLimit: 1), in: title)
        try print(
            section.about,
            in: Rectangle(x: area.x, y: title.maxY, width: area.width, height: aboutHeight - .millimetres(2)), on: &page
        )
        var y = title.maxY + aboutHeight
        try drawHeader(section, in: area, from: y, on: &page)
        y += headerHeight
        for row in section.rows {
            try draw(row, section, in: area, from: y, on: &page)
            y += rowHeight
            page.canvas.line(from: (area.x, y), to: (area.maxX, y), .hairline, width: 0.5)
        }
        if let source = section.source {
            try page.print(
                TextItem(source.line, .regular, 7.5, least: 4, .muted, lineLimit: 1),
                in: Rectangle(x: area.x, y: y, width: area.width, height: sourceHeight))
        }
    }

    private static func columnWidth(_ section: ReportSheet.Section, _ area: Rectangle) -> Double {
        (area.width - nameWidth - barWidth) / Double(max(1, section.columns.count))
    }

    private static func cell(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Rectangle {
        Rectangle(x: x + padding, y: y, width: width - 2 * padding, height: height)
    }

    private static func drawHeader(
        _ section: ReportSheet.Section, in area: Rectangle, from y: Double, on page: inout Page
    ) throws(RenderError) {
        page.canvas.fill(Rectangle(x: area.x, y: y, width: area.width, height: headerHeight), .shade)
        let (top, height) = (y + .millimetres(1.2), headerHeight - .millimetres(2.4))
        try section.first.print(
            in: cell(area.x, top, nameWidth, height), sizes: (9, 6.5), .bold, .body, .leading, on: &page)
        let width = columnWidth(section, area)
        for (place, column) in section.columns.enumerated() {
            let x = area.x + nameWidth + Double(place) * width
            try column.print(in: cell(x, top, width, height), sizes: (9, 6.5), .bold, .body, .trailing, on: &page)
        }
        try section.drawn.print(
            in: cell(area.maxX - barWidth + padding, top, barWidth - padding, height), sizes: (9, 6.5), .bold, .body,
            .leading, on: &page)
    }

    private static func draw(
        _ row: ReportSheet.Row, _ section: ReportSheet.Section, in area: Rectangle, from y: Double,
        on page: inout Page
    ) throws(RenderError) {
        try page.print(
            TextItem(Phrase(row.name), .regular, 9.5, least: 6, lineLimit: 1),
            in: cell(area.x, y, nameWidth, rowHeight))
        let width = columnWidth(section, area)
        for (place, text) in row.cells.enumerated() {
            try page.print(
                TextItem(Phrase(text), .regular, 9.5, least: 5, .body, .trailing, lineLimit: 1),
                in: cell(area.x + nameWidth + Double(place) * width, y, width, rowHeight))
        }
        guard let bar = row.bar, bar > 0 else { return }
        let box = cell(area.maxX - barWidth + padding, y, barWidth - padding, rowHeight)
        page.canvas.fill(
            Rectangle(
                x: box.x, y: box.y + .millimetres(1.3), width: box.width * Double(min(bar, 1_000)) / 1_000,
                height: rowHeight - .millimetres(2.6)), accent)
    }
}
