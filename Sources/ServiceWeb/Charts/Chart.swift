/// A drawing of numbers, made here: shown without a script by `{{>chart}}`, which writes it as SVG.
///
/// What it says stands in a table beside it, too; to a screen reader it is a picture with a name and a sentence.
struct Chart: Sendable {
    struct Bar: Sendable {
        let look: ChartSeries.Look
        let x, y, width, height: Int64
    }

    struct Text: Sendable {
        enum Anchor: String { case start, middle, end }

        let x, y: Int64
        let anchor: Anchor
        let text: String
    }

    struct Line: Sendable {
        let x1, y1, x2, y2: Int64
    }

    /// Names its parts in the page.
    let id: String
    let title: String
    /// What it shows, in a sentence.
    let sentence: String
    let width, height: Int64
    let bars: [Bar]
    let texts: [Text]
    let lines: [Line]

    var values: [String: Any] {
        var values: [String: Any] = ["chartID": id, "chartTitle": title, "sentence": sentence]
        values["chartWidth"] = String(width)
        values["chartHeight"] = String(height)
        values["lines"] = lines.map {
            ["x1": String($0.x1), "y1": String($0.y1), "x2": String($0.x2), "y2": String($0.y2)]
        }
        values["bars"] = bars.map { bar -> [String: Any] in
            [
                "look": bar.look.rawValue, "x": String(bar.x), "y": String(bar.y), "barWidth": String(bar.width),
                "barHeight": String(bar.height),
            ]
        }
        values["texts"] = texts.map { text -> [String: Any] in
            ["x": String(text.x), "y": String(text.y), "anchor": text.anchor.rawValue, "text": text.text]
        }
        return values
    }

    /// The series' names beside their patterns, at the top.
    static func legend(_ series: [ChartSeries], x: Int64) -> (bars: [Bar], texts: [Text]) {
        var place = x
        var (bars, texts): ([Bar], [Text]) = ([], [])
        for one in series {
            bars.append(Bar(look: one.look, x: place, y: 6, width: 24, height: 16))
            texts.append(Text(x: place + 30, y: 20, anchor: .start, text: one.name))
            place += 48 + breadth(one.name)
        }
        return (bars, texts)
    }

    /// About how wide a text is: a Chinese character is as wide as the type is high.
    static func breadth(_ text: String, size: Int64 = 15) -> Int64 {
        text.unicodeScalars.reduce(0) { $0 + ($1.value > 0x2E7F ? size : size * 6 / 10) }
    }
}
