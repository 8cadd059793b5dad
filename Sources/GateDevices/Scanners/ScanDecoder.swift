/// Makes texts of what one kind of device sends.
package protocol ScanDecoder {
    /// Whether a text has begun and has not ended.
    var isOpen: Bool { get }

    mutating func take(_ bytes: ArraySlice<UInt8>, _ give: (TextAssembly.Outcome) -> Void)

    /// Nothing came for longer than a pause may be.
    mutating func pause() -> TextAssembly.Outcome?
}

/// The bytes of a serial line are the bytes of the text.
struct SerialDecoder: ScanDecoder {
    private var assembly: TextAssembly

    init(pause: Duration) {
        assembly = TextAssembly(pause: pause)
    }

    var isOpen: Bool { assembly.isOpen }

    mutating func take(_ bytes: ArraySlice<UInt8>, _ give: (TextAssembly.Outcome) -> Void) {
        for byte in bytes {
            if let outcome = assembly.take(byte, at: nil) { give(outcome) }
        }
    }

    mutating func pause() -> TextAssembly.Outcome? { assembly.pause() }
}
