import CPango
import Synchronization

/// The fonts of one document, in a form that cairo embeds small.
///
/// Noto Sans CJK keeps its outlines in CFF subroutines that cairo 1.16 cannot follow, so it embeds all of them: 0.8 MB
/// for each weight. A face with any synthesis flag is instead embedded as plain outlines of the glyphs in use: 10 kB.
/// The flag set here is none of cairo's (bold 1, oblique 2) and so changes no shape; should a later cairo ignore it, the
/// files grow and nothing else happens. It is set on faces apart from Pango's, told apart by the automatic hinting they
/// ask for, which without hinting has no effect either.
@safe final class OutlineFonts {
    /// Pango's font, kept alive so that its address stays its own, and our face for it.
    private var faces: [UnsafeMutablePointer<PangoFont>: OpaquePointer] = unsafe [:]

    private static let flag: UInt32 = 1 << 30

    /// Cairo shares equal faces between threads, and its setter takes no lock.
    private static let setting = Mutex(())

    deinit {
        for unsafe(font, face) in unsafe faces {
            unsafe cairo_font_face_destroy(face)
            unsafe g_object_unref(font)
        }
    }

    /// Makes `font`, enlarged by `scale`, what `cairo` draws glyphs with; false when it cannot be had.
    func select(_ font: UnsafeMutablePointer<PangoFont>, scale: Double, on cairo: OpaquePointer) -> Bool {
        guard let face = unsafe face(for: font),
            let scaled = unsafe pango_cairo_font_get_scaled_font(OpaquePointer(font))
        else { return false }
        var size = cairo_matrix_t()
        unsafe cairo_scaled_font_get_font_matrix(scaled, &size)
        unsafe cairo_matrix_scale(&size, scale, scale)
        let options = unsafe cairo_font_options_create()
        unsafe cairo_scaled_font_get_font_options(scaled, options)
        unsafe cairo_set_font_face(cairo, face)
        unsafe cairo_set_font_matrix(cairo, &size)
        unsafe cairo_set_font_options(cairo, options)
        unsafe cairo_font_options_destroy(options)
        return true
    }

    private func face(for font: UnsafeMutablePointer<PangoFont>) -> OpaquePointer? {
        if let known = unsafe faces[font] { return unsafe known }
        let fontconfigs = unsafe UnsafeMutableRawPointer(font).assumingMemoryBound(to: PangoFcFont.self)
        guard let original = unsafe pango_fc_font_get_pattern(fontconfigs),
            let pattern = unsafe FcPatternDuplicate(original)
        else { return nil }
        defer { unsafe FcPatternDestroy(pattern) }
        unsafe FcPatternDel(pattern, FC_AUTOHINT)
        unsafe FcPatternAddBool(pattern, FC_AUTOHINT, 1)
        // As a number: the lock guards cairo's shared faces and not this reference, which is the caller's own.
        let address = Self.setting.withLock { _ in
            let face = unsafe cairo_ft_font_face_create_for_pattern(pattern)
            unsafe cairo_ft_font_face_set_synthesize(face, Self.flag)
            return UInt(bitPattern: face)
        }
        guard let face = unsafe OpaquePointer(bitPattern: address) else { return nil }
        unsafe g_object_ref(font)
        unsafe faces[font] = unsafe face
        return unsafe face
    }
}
