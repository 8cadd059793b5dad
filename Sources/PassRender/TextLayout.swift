import CPango

/// A text set in lines, ready to be measured and drawn.
@safe struct TextLayout: ~Copyable {
    private let layout: OpaquePointer
    /// Points for one unit of the layout.
    private let scale: Double
    let lines: [TextLine]

    /// Takes over the caller's reference.
    init(owning layout: OpaquePointer, scale: Double) {
        unsafe self.layout = unsafe layout
        self.scale = scale
        lines = unsafe Self.lines(of: layout, scale: scale / Double(PANGO_SCALE))
    }

    deinit { unsafe g_object_unref(UnsafeMutableRawPointer(layout)) }

    /// The widest line, ink included.
    var width: Double { lines.map(\.width).max() ?? 0 }

    /// The characters that no font had, in order of appearance, each once.
    borrowing func missingCharacters() -> [Unicode.Scalar] {
        guard unsafe pango_layout_get_unknown_glyphs_count(layout) > 0 else { return [] }
        guard let iterator = unsafe pango_layout_get_iter(layout) else { return [] }
        defer { unsafe pango_layout_iter_free(iterator) }
        var missing: [Unicode.Scalar] = []
        repeat {
            guard let run = unsafe pango_layout_iter_get_run_readonly(iterator),
                let glyphs = unsafe run.pointee.glyphs, let infos = unsafe glyphs.pointee.glyphs
            else { continue }
            for index in 0..<Int(unsafe glyphs.pointee.num_glyphs) {
                let glyph = unsafe infos[index].glyph
                // PANGO_GLYPH_UNKNOWN_FLAG, a macro that Swift does not import; the rest is the character.
                guard glyph & 0x1000_0000 != 0, let scalar = Unicode.Scalar(glyph & 0x0FFF_FFFF) else { continue }
                if !missing.contains(scalar) { missing.append(scalar) }
            }
        } while unsafe pango_layout_iter_next_run(iterator) != 0
        return missing
    }

    /// Draws line `index` with the left end of its baseline at (`x`, `y`).
    borrowing func show(line index: Int, x: Double, y: Double, on cairo: OpaquePointer, fonts: OutlineFonts) {
        guard let line = unsafe pango_layout_get_line_readonly(layout, Int32(index)),
            let text = unsafe pango_layout_get_text(layout)
        else { return }
        var x = x
        var node = unsafe line.pointee.runs
        while let current = unsafe node {
            unsafe node = unsafe current.pointee.next
            guard let data = unsafe current.pointee.data,
                let run = unsafe GlyphRun(
                    data.assumingMemoryBound(to: PangoLayoutRun.self), text: text, x: x, y: y, scale: scale)
            else { continue }
            unsafe run.show(on: cairo, text: text, fonts: fonts)
            x += run.advance
        }
    }

    private static func lines(of layout: OpaquePointer, scale: Double) -> [TextLine] {
        let count = unsafe pango_layout_get_line_count(layout)
        return (0..<count).map { index in
            var ink = PangoRectangle()
            var logical = PangoRectangle()
            unsafe pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, index), &ink, &logical)
            let advance = (Double(logical.x) + Double(logical.width)) * scale
            let inkLeft = Double(ink.x) * scale
            let inkRight = (Double(ink.x) + Double(ink.width)) * scale
            return TextLine(
                left: min(0, inkLeft), right: max(advance, inkRight), advance: advance, inkLeft: inkLeft,
                inkRight: inkRight, inkAbove: -Double(ink.y) * scale,
                inkBelow: (Double(ink.y) + Double(ink.height)) * scale)
        }
    }
}
