import CodeReader
import CommandSupport
import Foundation

/// The text that a command was given: itself, or read from the QR code of a picture.
enum InputText {
    /// More bytes than any camera makes of one picture.
    private static let sizeLimit = 33_554_432

    /// - Throws: A sentence when a picture can't be read or does not hold exactly one code.
    static func read(_ input: String) throws -> [UInt8] {
        guard input.lowercased().hasSuffix(".png") else { return Array(input.utf8) }
        let codes = try CodeReader.read(png: try contents(of: CommandStreams.resolvePath(input)))
        guard let code = codes.first else {
            throw PlainError("no QR code found in \(input): take the picture again, straight, sharp and close")
        }
        guard codes.count == 1 else {
            throw PlainError("\(codes.count) QR codes found in \(input): show one at a time")
        }
        return code.bytes
    }

    private static func contents(of file: String) throws(PlainError) -> [UInt8] {
        guard let handle = FileHandle(forReadingAtPath: file), let data = try? handle.read(upToCount: sizeLimit + 1)
        else {
            throw PlainError("\(file) can't be read: name a PNG file, or give the text of a pass")
        }
        guard data.count <= sizeLimit else { throw PlainError("\(file) is too large for a picture of a pass") }
        return Array(data)
    }
}
