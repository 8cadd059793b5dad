/// Bounds of forms in which people write.
enum SpeakingLimits {
    /// Bytes of a form: four thousand characters of any language, as browsers write them, and what goes along.
    static let form = 80 << 10
}
