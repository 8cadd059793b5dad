/// Makes whole texts of the bytes that a scanner sends. Pure: times come in as arguments.
///
/// A text ends with CR, LF or both. What stops without an end is half a scan and is discarded: a text that was put together
/// of two halves would be nobody's. Nothing that comes in changes what the next text is.
package struct TextAssembly: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        /// A whole text, never empty.
        case text([UInt8])
        /// A text that went over `limit`; said once, when it did. The rest up to its end is passed over.
        case tooLong
        /// A text that stopped without an end, and is discarded.
        case half
    }

    /// The longest text in bytes: more than any pass, and less than the largest QR code.
    package static let limit = 1_500

    private enum Place: Hashable {
        case reading
        /// Passing over what is left of a text.
        case skipping
    }

    private let longestPause: Duration
    private var bytes: [UInt8] = []
    private var place = Place.reading
    private var last: Duration?

    /// - Parameter pause: The longest time between two bytes of one text.
    package init(pause: Duration) {
        longestPause = pause
    }

    /// Whether a text has begun and has not ended: then whoever reads watches for a pause.
    package var isOpen: Bool { !bytes.isEmpty || place == .skipping }

    /// Takes the next byte.
    ///
    /// Control characters before and after a text are no part of it: scanners frame texts with them, and a line that is
    /// plugged in brings NULs. Within a text they stay, so that it is refused and not taken for another.
    ///
    /// - Parameter time: When the byte came, since any fixed moment; nil where only the reader knows that a pause was
    ///   (`pause()`).
    package mutating func take(_ byte: UInt8, at time: Duration?) -> Outcome? {
        var outcome: Outcome?
        if let time {
            // A clock that was set back tells of no pause.
            if let last, time - last > longestPause { outcome = pause() }
            last = time
        }
        return add(byte) ?? outcome
    }

    /// Nothing came for longer than a pause may be.
    package mutating func pause() -> Outcome? {
        defer { end() }
        return bytes.isEmpty ? nil : .half
    }

    /// Something was lost: what is there is discarded, and what comes too, up to an end or a pause.
    package mutating func breakOff() -> Outcome? {
        defer {
            bytes = []
            place = .skipping
        }
        return bytes.isEmpty ? nil : .half
    }

    /// After a pause the byte is the first of a text: it can't also be the end of one, or one too many.
    private mutating func add(_ byte: UInt8) -> Outcome? {
        guard byte != 0x0D, byte != 0x0A else {
            defer { end() }
            while let last = bytes.last, Self.isControl(last) { bytes.removeLast() }
            return bytes.isEmpty ? nil : .text(bytes)
        }
        guard place == .reading, !(bytes.isEmpty && Self.isControl(byte)) else { return nil }
        guard bytes.count < Self.limit else {
            bytes = []
            place = .skipping
            return .tooLong
        }
        bytes.append(byte)
        return nil
    }

    private mutating func end() {
        bytes = []
        place = .reading
    }

    private static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F }
}
