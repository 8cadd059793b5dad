/// What a scanner read.
package struct ScannedText: Hashable, Sendable {
    /// The text as the scanner sent it, without its end. Empty when it was too long: nothing of it is kept.
    package let bytes: [UInt8]
    /// The scanner's name in `devices.json`, or the one it was given for its kind.
    package let source: String
    /// More than `TextAssembly.limit` bytes without an end: a misread.
    package let isTooLong: Bool

    /// - Parameter bytes: What was read; over `TextAssembly.limit` it is a misread.
    package init(bytes: [UInt8], source: String) {
        isTooLong = bytes.count > TextAssembly.limit
        self.bytes = isTooLong ? [] : bytes
        self.source = source
    }

    private init(tooLongFrom source: String) {
        bytes = []
        self.source = source
        isTooLong = true
    }

    static func tooLong(from source: String) -> ScannedText { ScannedText(tooLongFrom: source) }
}
