import Foundation
import PassRender
import Testing

@Suite("What is kept of a symbol, and files that are sent often")
struct PackedTests {
    @Test(
        "A packed symbol is the same symbol",
        arguments: ["A", String(repeating: "PP1:", count: 80), String(repeating: "Z9", count: 450)])
    func packed(text: String) throws {
        let symbol = try QRSymbol(text: text)
        #expect(symbol.packed.count == (symbol.side * symbol.side + 7) / 8)
        let again = try #require(QRSymbol(packed: symbol.packed, version: symbol.version))
        #expect(again == symbol && again.svg(title: "a & b") == symbol.svg(title: "a & b"))
        #expect(QRSymbol(packed: symbol.packed.dropLast(), version: symbol.version) == nil)
        #expect(QRSymbol(packed: symbol.packed, version: symbol.version + 1) == nil)
        #expect(QRSymbol(packed: [], version: 0) == nil && QRSymbol(packed: [], version: .max) == nil)
    }

    @Test("gzip reads what was compressed, and the same bytes give the same file", arguments: [0, 1, 300_000])
    func gzip(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 / 7 &* $0) }
        let file = try Deflate.gzip(bytes)
        #expect(try Deflate.gzip(bytes) == file)
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc"]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let writing = Thread {
            input.fileHandleForWriting.write(Data(file))
            try? input.fileHandleForWriting.close()
        }
        writing.start()
        #expect([UInt8](output.fileHandleForReading.readDataToEndOfFile()) == bytes)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}
