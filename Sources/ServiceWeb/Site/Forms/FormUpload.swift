/// A file that came along with a form.
enum FormUpload: Hashable, Sendable {
    /// Bytes of a form with its file.
    static let limit = 10 << 20

    case file([UInt8])
    /// It was larger than a form may be, and was read to its end and thrown away, so that this can be said beside its field.
    case tooLarge
}
