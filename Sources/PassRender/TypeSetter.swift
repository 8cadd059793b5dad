import CPango

/// Pango with a font map of its own, for one document.
///
/// Pango's default font map belongs to the thread and keeps every font it ever opened. A map for each document is freed
/// with it, shares nothing with other threads, and cannot make one document's bytes depend on the one before.
@safe struct TypeSetter: ~Copyable {
    private let fontMap: UnsafeMutablePointer<PangoFontMap>
    private let context: OpaquePointer

    /// Everything is set at this many points and then scaled: outlines without hinting are proportional, while every size
    /// that fontconfig and FreeType are asked for costs milliseconds.
    private static let pointSize = 32.0

    /// Bytes of text: far more than fits a page, and few enough for Pango's widths of 32 bits.
    private static let greatestLength = 4_096

    /// - Throws: `outOfMemory`.
    init() throws(RenderError) {
        guard let fontMap = unsafe pango_cairo_font_map_new() else { throw .outOfMemory }
        guard let context = unsafe pango_font_map_create_context(fontMap) else {
            unsafe g_object_unref(fontMap)
            throw .outOfMemory
        }
        unsafe self.fontMap = unsafe fontMap
        unsafe self.context = unsafe context
        // One unit is one point, whatever the screen here has.
        unsafe pango_cairo_context_set_resolution(context, 72)
        unsafe pango_context_set_language(context, pango_language_from_string("zh-TW"))
        unsafe pango_context_set_base_dir(context, PANGO_DIRECTION_LTR)
        unsafe pango_context_set_round_glyph_positions(context, 0)
        // Outlines as they are: hinting is for one resolution, a PDF is for all.
        let options = unsafe cairo_font_options_create()
        unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        unsafe cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        unsafe pango_cairo_context_set_font_options(context, options)
        unsafe cairo_font_options_destroy(options)
    }

    deinit {
        unsafe g_object_unref(UnsafeMutableRawPointer(context))
        unsafe g_object_unref(fontMap)
    }

    /// Sets `phrase` in lines of at most `width` points, or in one line when it is nil.
    ///
    /// - Parameter breaksWords: whether a word too long for a line may be broken, and the phrase's unbroken parts;
    ///   else it sticks out, which the caller sees.
    /// - Throws: `doesNotFit` beyond 4,096 bytes; `outOfMemory`.
    borrowing func set(
        _ phrase: Phrase, weight: Fonts.Weight, size: Double, width: Double?, breaksWords: Bool = false
    ) throws(RenderError) -> TextLayout {
        guard phrase.text.utf8.count <= Self.greatestLength else { throw .doesNotFit(phrase.text) }
        guard let layout = unsafe pango_layout_new(context) else { throw .outOfMemory }
        guard let font = unsafe pango_font_description_new() else {
            unsafe g_object_unref(UnsafeMutableRawPointer(layout))
            throw .outOfMemory
        }
        unsafe pango_font_description_set_family(font, Fonts.families)
        unsafe pango_font_description_set_weight(font, weight == .bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        unsafe pango_font_description_set_absolute_size(font, Self.pointSize * Double(PANGO_SCALE))
        unsafe pango_layout_set_font_description(layout, font)
        unsafe pango_font_description_free(font)
        unsafe pango_layout_set_auto_dir(layout, 0)
        unsafe pango_layout_set_wrap(layout, breaksWords ? PANGO_WRAP_WORD_CHAR : PANGO_WRAP_WORD)
        let scale = size / Self.pointSize
        let units = width.map { Int32(clamping: Int(min($0 / scale, 1e6) * Double(PANGO_SCALE))) } ?? -1
        unsafe pango_layout_set_width(layout, units)
        unsafe pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_NONE)
        unsafe pango_layout_set_text(layout, phrase.text, -1)
        unsafe Self.setBreaks(layout, unbroken: breaksWords ? [] : phrase.unbroken)
        return unsafe TextLayout(owning: layout, scale: scale)
    }

    /// Keeps `unbroken` parts together, and stops Pango from adding hyphens where it breaks a word: a name is printed as
    /// it is written, with nothing added.
    private static func setBreaks(_ layout: OpaquePointer, unbroken: [Range<Int>]) {
        guard let list = unsafe pango_attr_list_new() else { return }
        if let plain = unsafe pango_attr_insert_hyphens_new(0) { unsafe pango_attr_list_insert(list, plain) }
        for range in unbroken {
            guard let attribute = unsafe pango_attr_allow_breaks_new(0) else { continue }
            // A break before the first character of a part stays allowed.
            unsafe attribute.pointee.start_index = UInt32(range.lowerBound)
            unsafe attribute.pointee.end_index = UInt32(range.upperBound)
            unsafe pango_attr_list_insert(list, attribute)
        }
        unsafe pango_layout_set_attributes(layout, list)
        unsafe pango_attr_list_unref(list)
    }
}
