import CPango

/// A run of glyphs of one font as cairo draws it: where each glyph goes, and which of them stand for which bytes of text.
///
/// The bytes make the text of a PDF selectable and searchable. Done as Pango's own renderer does it
/// (`pango_cairo_renderer_show_text_glyphs`), which offers no say in the font.
@safe struct GlyphRun {
    private var glyphs: [cairo_glyph_t] = []
    private var clusters: [cairo_text_cluster_t] = []
    private let isBackward: Bool
    /// The run's share of the text, in bytes.
    private let range: Range<Int>
    private let font: UnsafeMutablePointer<PangoFont>
    private let scale: Double
    /// How far the pen moves.
    private(set) var advance = 0.0

    /// The run with its left end at (`x`, `y`); nil when Pango gives it no font.
    init?(_ run: UnsafeMutablePointer<PangoLayoutRun>, text: UnsafePointer<CChar>, x: Double, y: Double, scale: Double)
    {
        guard let item = unsafe run.pointee.item, let set = unsafe run.pointee.glyphs,
            let infos = unsafe set.pointee.glyphs, let font = unsafe item.pointee.analysis.font
        else { return nil }
        unsafe self.font = unsafe font
        let start = Int(unsafe item.pointee.offset)
        range = start..<start + Int(unsafe item.pointee.length)
        isBackward = unsafe item.pointee.analysis.level % 2 == 1
        self.scale = scale
        let unit = scale / Double(PANGO_SCALE)
        let left = x + Double(unsafe run.pointee.start_x_offset) * unit
        let baseline = y - Double(unsafe run.pointee.y_offset) * unit
        var pen = 0.0
        for index in 0..<Int(unsafe set.pointee.num_glyphs) {
            let info = unsafe infos[index]
            if Self.isDrawn(info.glyph) {
                glyphs.append(
                    cairo_glyph_t(
                        index: UInt(info.glyph), x: left + pen + Double(info.geometry.x_offset) * unit,
                        y: baseline + Double(info.geometry.y_offset) * unit))
            }
            pen += Double(info.geometry.width) * unit
        }
        advance = pen + Double(unsafe run.pointee.start_x_offset + run.pointee.end_x_offset) * unit
        var iterator = unsafe PangoGlyphItemIter()
        var hasCluster = unsafe pango_glyph_item_iter_init_start(&iterator, run, text)
        while hasCluster != 0 {
            let first = unsafe isBackward ? iterator.end_glyph + 1 : iterator.start_glyph
            let end = unsafe isBackward ? iterator.start_glyph + 1 : iterator.end_glyph
            let drawn = (first..<max(first, end)).count { unsafe Self.isDrawn(infos[Int($0)].glyph) }
            clusters.append(
                cairo_text_cluster_t(
                    num_bytes: unsafe iterator.end_index - iterator.start_index, num_glyphs: Int32(drawn)))
            hasCluster = unsafe pango_glyph_item_iter_next_cluster(&iterator)
        }
    }

    /// Draws the run in the current colour.
    func show(on cairo: OpaquePointer, text: UnsafePointer<CChar>, fonts: OutlineFonts) {
        guard unsafe fonts.select(font, scale: scale, on: cairo) else { return }
        unsafe cairo_show_text_glyphs(
            cairo, text + range.lowerBound, Int32(range.count), glyphs, Int32(glyphs.count), clusters,
            Int32(clusters.count), isBackward ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : cairo_text_cluster_flags_t(0))
    }

    /// Not `PANGO_GLYPH_EMPTY`, which takes no ink, nor flagged unknown, which would be a box.
    private static func isDrawn(_ glyph: PangoGlyph) -> Bool { glyph != 0x0FFF_FFFF && glyph & 0x1000_0000 == 0 }
}
