package import PassVerify

/// A text that was read and waits for its turn.
package struct ReadText: Hashable, Sendable {
    /// Counts what was read since the program started.
    package let reading: Int64
    package let text: [UInt8]
    package let source: ScanSource
    /// Which way, where the reader knows; nil for the desk's own direction.
    package let direction: Direction?

    package init(reading: Int64, text: [UInt8], source: ScanSource, direction: Direction? = nil) {
        self.reading = reading
        self.text = text
        self.source = source
        self.direction = direction
    }
}

/// The texts that wait to be decided on, oldest first. When it is full the oldest goes: the newest stands before the guard.
package struct WaitingTexts: Sendable {
    package static let most = 32
    /// Longer than any pass (DESIGN section 3): what is longer is cut, and so is a misread.
    package static let longest = 1_500

    private var texts: [ReadText] = []
    /// How many had to go, since the program started.
    package private(set) var dropped: Int64 = 0

    package init() {}

    package mutating func add(_ text: ReadText) {
        if texts.count == Self.most {
            texts.removeFirst()
            dropped += 1
        }
        texts.append(text)
    }

    package mutating func next() -> ReadText? {
        texts.isEmpty ? nil : texts.removeFirst()
    }
}
