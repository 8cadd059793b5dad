/// What a scanner read.
package struct ScannedText: Hashable, Sendable {
    /// The text as the scanner sent it, without its end. Empty when it was too long: nothing of it is kept.
    package let bytes: [UInt8]
    /// The scanner's name in `devices.json`, or the one it was given for its kind.
    package let source: String
    /// More than `TextAssembly.limit` bytes without an end: a misread.
    package let isTooLong: Bool

    package init(bytes: [UInt8], source: String, isTooLong: Bool = false) {
        self.bytes = bytes
        self.source = source
        self.isTooLong = isTooLong
    }
}
