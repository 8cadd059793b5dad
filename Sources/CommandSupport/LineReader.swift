internal import Foundation

/// Reads lines from a file descriptor in bounded memory.
///
/// One `read` at a time, so that the caller can answer what has arrived before it waits for more. A line longer than the
/// limit is given cut off at the limit plus one byte (which tells it from one that fits), and the rest of it is skipped.
package struct LineReader {
    /// A line without its line feed (and without a carriage return before it).
    package typealias Line = [UInt8]

    private let descriptor: Int32
    private let limit: Int
    private var chunk: [UInt8]
    private var pending: Line = []
    private var isInLine = false
    private var ended = false

    /// - Parameters:
    ///   - descriptor: An open descriptor; it stays the caller's.
    ///   - limit: The longest line in bytes that is kept whole.
    package init(descriptor: Int32, limit: Int, chunkSize: Int = 65_536) {
        self.descriptor = descriptor
        self.limit = limit
        chunk = [UInt8](repeating: 0, count: chunkSize)
    }

    /// Waits for input and returns the lines that it completed: none when a line is still unfinished, `nil` at the end.
    package mutating func next() throws(PlainError) -> [Line]? {
        if ended { return nil }
        let count = try fill()
        var lines: [Line] = []
        if count == 0 {
            ended = true
            if isInLine { lines.append(finished()) }
            return lines
        }
        var start = 0
        while start < count {
            let end = chunk[start..<count].firstIndex(of: UInt8(ascii: "\n")) ?? count
            isInLine = true
            let room = limit + 1 - pending.count
            if room > 0 { pending.append(contentsOf: chunk[start..<min(end, start + room)]) }
            if end < count { lines.append(finished()) }
            start = end + 1
        }
        return lines
    }

    private mutating func fill() throws(PlainError) -> Int {
        while true {
            let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 { return count }
            if errno != EINTR { throw PlainError("the input can't be read: \(String(cString: strerror(errno)))") }
        }
    }

    private mutating func finished() -> Line {
        defer {
            pending.removeAll(keepingCapacity: true)
            isInLine = false
        }
        if pending.last == UInt8(ascii: "\r"), pending.count <= limit { pending.removeLast() }
        return pending
    }
}
