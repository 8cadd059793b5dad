extension QRSymbol {
    /// The symbol as a small SVG document: one unit a module, the quiet zone included, a title for screen readers.
    ///
    /// The dark modules are one path of horizontal strokes one unit thick, half the size of the same as rectangles; the
    /// translation puts the strokes' middles on module centres, so that every number stays whole. Sized by whoever
    /// shows it: there is a viewBox and no width.
    package func svg(title: String) -> String {
        let extent = side + 2 * Self.quietZone
        var path = ""
        path.reserveCapacity(side * side * 2)
        // Where the pen stands after the last stroke.
        var pen = (x: 0, y: 0)
        for row in 0..<side {
            for run in darkRuns(row: row) {
                let x = run.start + Self.quietZone
                let y = row + Self.quietZone
                path += "m\(x - pen.x) \(y - pen.y)h\(run.length)"
                pen = (x + run.length, y)
            }
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(extent) \(extent)" role="img" \
            shape-rendering="crispEdges"><title>\(Self.escaped(title))</title>\
            <path fill="#fff" d="M0 0h\(extent)v\(extent)H0z"/>\
            <path stroke="#000" transform="translate(0 .5)" d="\(path)"/></svg>

            """
    }

    /// Text made safe inside an XML element; characters that XML 1.0 forbids (section 2.2) are left out.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\u{0}"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": continue
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
