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
    /// Pango's font, kept alive so that its address stays its own, and ours.
    private var fonts: [UnsafeMutablePointer<PangoFont>: OpaquePointer] = unsafe [:]

    /// One face for all sizes of a font, by fontconfig's description of it without a size: one font in the file.
    private var faces: [(pattern: OpaquePointer, face: OpaquePointer)] = unsafe []

    private static let flag: UInt32 = 1 << 30

    /// Cairo shares equal faces between threads, and its setter takes no lock.
    private static let setting = Mutex(())

    deinit {
        for unsafe (font, scaled) in unsafe fonts {
            unsafe cairo_scaled_font_destroy(scaled)
            unsafe g_object_unref(font)
        }
        for unsafe (pattern, face) in unsafe faces {
            unsafe cairo_font_face_destroy(face)
            unsafe FcPatternDestroy(pattern)
        }
    }

    /// What to draw `font` with, at the same size; valid as long as this object. Nil when it cannot be had.
    func scaledFont(for font: UnsafeMutablePointer<PangoFont>) -> OpaquePointer? {
        if let known = unsafe fonts[font] { return unsafe known }
        guard let pangos = unsafe pango_cairo_font_get_scaled_font(OpaquePointer(font)),
            let face = unsafe face(for: font)
        else { return nil }
        var size = cairo_matrix_t()
        var device = cairo_matrix_t()
        unsafe cairo_scaled_font_get_font_matrix(pangos, &size)
        unsafe cairo_scaled_font_get_ctm(pangos, &device)
        let options = unsafe cairo_font_options_create()
        defer { unsafe cairo_font_options_destroy(options) }
        unsafe cairo_scaled_font_get_font_options(pangos, options)
        guard let scaled = unsafe cairo_scaled_font_create(face, &size, &device, options) else { return nil }
        unsafe g_object_ref(font)
        unsafe fonts[font] = unsafe scaled
        return unsafe scaled
    }

    private func face(for font: UnsafeMutablePointer<PangoFont>) -> OpaquePointer? {
        let fontconfigs = unsafe UnsafeMutableRawPointer(font).assumingMemoryBound(to: PangoFcFont.self)
        guard let original = unsafe pango_fc_font_get_pattern(fontconfigs),
            let pattern = unsafe FcPatternDuplicate(original)
        else { return nil }
        for key in [FC_SIZE, FC_PIXEL_SIZE, FC_AUTOHINT] { unsafe FcPatternDel(pattern, key) }
        unsafe FcPatternAddBool(pattern, FC_AUTOHINT, 1)
        if let known = unsafe faces.first(where: { unsafe FcPatternEqual($0.pattern, pattern) != 0 }) {
            unsafe FcPatternDestroy(pattern)
            return unsafe known.face
        }
        // As a number: the lock guards cairo's shared faces and not this reference, which is the caller's own.
        let address = Self.setting.withLock { _ in
            let face = unsafe cairo_ft_font_face_create_for_pattern(pattern)
            unsafe cairo_ft_font_face_set_synthesize(face, Self.flag)
            return UInt(bitPattern: face)
        }
        guard let face = unsafe OpaquePointer(bitPattern: address) else {
            unsafe FcPatternDestroy(pattern)
            return nil
        }
        unsafe faces.append((pattern, face))
        return unsafe face
    }
}
