import CommandSupport
import Foundation
import Testing

@Suite struct LineReaderTests {
    /// All lines of `input`, read through a pipe in chunks of `chunkSize`.
    private func lines(of input: String, limit: Int = 10, chunkSize: Int = 4) throws -> [String] {
        let pipe = Pipe()
        pipe.fileHandleForWriting.write(Data(input.utf8))
        try pipe.fileHandleForWriting.close()
        var reader = LineReader(
            descriptor: pipe.fileHandleForReading.fileDescriptor, limit: limit, chunkSize: chunkSize)
        var all: [String] = []
        while let some = try reader.next() { all += some.map { String(decoding: $0, as: UTF8.self) } }
        return all
    }

    @Test(
        "Lines come whole, in order, whatever the chunks",
        arguments: [
            ("", []), ("a", ["a"]), ("a\n", ["a"]), ("\n\n", ["", ""]), ("one\ntwo\nthree", ["one", "two", "three"]),
            ("crlf\r\nx\r\n", ["crlf", "x"]), ("1234567890\n", ["1234567890"]),
        ] as [(String, [String])], [1, 3, 4, 64])
    func whole(_ example: (String, [String]), chunkSize: Int) throws {
        #expect(try lines(of: example.0, chunkSize: chunkSize) == example.1)
    }

    @Test("An overlong line is cut one byte past the limit, and the next line is whole")
    func overlong() throws {
        let long = String(repeating: "x", count: 10_000)
        #expect(try lines(of: long + "\nnext\n") == [String(repeating: "x", count: 11), "next"])
    }

    @Test("What has arrived is given before more is waited for")
    func notHeldBack() throws {
        let pipe = Pipe()
        var reader = LineReader(descriptor: pipe.fileHandleForReading.fileDescriptor, limit: 100)
        for line in ["first", "second"] {
            pipe.fileHandleForWriting.write(Data((line + "\n").utf8))
            // The writing end is open and silent: a reader that wanted more would wait here for ever.
            #expect(try reader.next() == [Array(line.utf8)])
        }
    }

    @Test("A descriptor that can't be read is said in a sentence")
    func unreadable() {
        var reader = LineReader(descriptor: -1, limit: 10)
        #expect(throws: PlainError.self) { try reader.next() }
    }
}
