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
        let head = Array(
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(extent) \(extent)" role="img" \
            shape-rendering="crispEdges"><title>\(Self.escaped(title))</title>\
            <path fill="#fff" d="M0 0h\(extent)v\(extent)H0z"/>\
            <path stroke="#000" transform="translate(0 .5)" d="
            """.utf8)
        return head + strokes + Self.end
    }

    private static let end = Array("\"/></svg>\n".utf8)

    /// The path's data. Into a buffer of its size: growing one costs as much as the drawing.
    private var strokes: [UInt8] {
        // A stroke is at most as long as `m-185 177h177`, and a row has one for every two modules.
        [UInt8](capacity: side * ((side + 1) / 2) * 13) { output in
            let modules = modules.span
            // Where the pen stands after the last stroke.
            var (penX, penY) = (0, 0)
            for row in 0..<side {
                let first = row * side
                var column = 0
                while column < side {
                    guard modules[first + column] == 1 else {
                        column += 1
                        continue
                    }
                    let start = column
                    repeat { column += 1 } while column < side && modules[first + column] == 1
                    let (x, y) = (start + Self.quietZone, row + Self.quietZone)
                    output.append(UInt8(ascii: "m"))
                    Self.append(x - penX, to: &output)
                    output.append(UInt8(ascii: " "))
                    Self.append(y - penY, to: &output)
                    output.append(UInt8(ascii: "h"))
                    Self.append(column - start, to: &output)
                    (penX, penY) = (x + column - start, y)
                }
            }
        }
    }

    /// A number of at most three digits: nothing in a symbol is larger.
    @inline(__always)
    private static func append(_ number: Int, to output: inout OutputSpan<UInt8>) {
        var size = number
        if number < 0 {
            output.append(UInt8(ascii: "-"))
            size = -number
        }
        if size >= 100 { output.append(UInt8(ascii: "0") + UInt8(size / 100)) }
        if size >= 10 { output.append(UInt8(ascii: "0") + UInt8(size / 10 % 10)) }
        output.append(UInt8(ascii: "0") + UInt8(size % 10))
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
