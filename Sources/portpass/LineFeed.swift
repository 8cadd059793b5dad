import CommandSupport

/// The lines of a reader, one at a time.
struct LineFeed {
    private var reader: LineReader
    private var ready: ArraySlice<LineReader.Line> = []

    init(_ reader: LineReader) {
        self.reader = reader
    }

    /// The next line, `nil` at the end.
    mutating func next() throws -> LineReader.Line? {
        while ready.isEmpty {
            guard let lines = try reader.next() else { return nil }
            ready = lines[...]
        }
        return ready.removeFirst()
    }
}
