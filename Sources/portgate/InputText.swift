import CodeReader
import CommandSupport
import Foundation

/// The text that a command was given: itself, or read from the QR code of a picture.
enum InputText {
    /// - Throws: A sentence when a picture can't be read or does not hold exactly one code.
    static func read(_ input: String) throws -> [UInt8] {
        guard input.lowercased().hasSuffix(".png") else { return Array(input.utf8) }
        let codes = try CodeReader.read(pngFile: input)
        guard let code = codes.first else {
            throw PlainError("no QR code found in \(input): take the picture again, straight, sharp and close")
        }
        guard codes.count == 1 else {
            throw PlainError("\(codes.count) QR codes found in \(input): show one at a time")
        }
        return code
    }
}
