extension QRSymbol {
    /// The symbol as a small SVG document: one unit a module, the quiet zone included, a title for screen readers.
    ///
    /// The dark modules are one path of horizontal strokes one unit thick, half the size of the same as rectangles; the
    /// translation puts the strokes' middles on module centres, so that every number stays whole. Sized by whoever
    /// shows it: there is a viewBox and no width.
    package func svg(title: String) -> String { String(decoding: svgBytes(title: title), as: UTF8.self) }

    /// The same as bytes, for whoever sends it: a thousand strokes are written without a text for each.
    package func svgBytes(title: String) -> [UInt8] {
        let extent = side + 2 * Self.quietZone
        var bytes: [UInt8] = []
        bytes.reserveCapacity(side * side * 2 + 512)
        bytes +=
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(extent) \(extent)" role="img" \
            shape-rendering="crispEdges"><title>\(Self.escaped(title))</title>\
            <path fill="#fff" d="M0 0h\(extent)v\(extent)H0z"/>\
            <path stroke="#000" transform="translate(0 .5)" d="
            """.utf8
        appendStrokes(to: &bytes)
        bytes += "\"/></svg>\n".utf8
        return bytes
    }

    private func appendStrokes(to bytes: inout [UInt8]) {
        // Where the pen stands after the last stroke.
        var (penX, penY) = (0, 0)
        for row in 0..<side {
            var column = 0
            while column < side {
                guard modules[row * side + column] == 1 else {
                    column += 1
                    continue
                }
                let start = column
                while column < side, modules[row * side + column] == 1 { column += 1 }
                let (x, y) = (start + Self.quietZone, row + Self.quietZone)
                bytes.append(UInt8(ascii: "m"))
                Self.append(x - penX, to: &bytes)
                bytes.append(UInt8(ascii: " "))
                Self.append(y - penY, to: &bytes)
                bytes.append(UInt8(ascii: "h"))
                Self.append(column - start, to: &bytes)
                (penX, penY) = (x + column - start, y)
            }
        }
    }

    /// A number of at most three digits: nothing in a symbol is larger.
    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        let size = abs(number)
        if size >= 100 { bytes.append(UInt8(ascii: "0") + UInt8(size / 100)) }
        if size >= 10 { bytes.append(UInt8(ascii: "0") + UInt8(size / 10 % 10)) }
        bytes.append(UInt8(ascii: "0") + UInt8(size % 10))
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
