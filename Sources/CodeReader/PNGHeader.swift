/// What stands in the first 33 bytes of a PNG, read before any library sees the file.
///
/// A decoder allocates what IHDR asks for: a file of 100 bytes may ask for terabytes, so the size is judged first.
/// Source: PNG (W3C Recommendation, third edition), sections 5.2, 5.3 and 11.2.1.
struct PNGHeader: Hashable {
    /// The largest file that is read.
    static let byteLimit = 32 << 20

    let width: Int
    let height: Int

    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// - Throws: `notPNG` without the signature; `damaged` when what follows is not a sound IHDR; `tooLarge`.
    init(_ bytes: [UInt8]) throws(CodeReaderError) {
        guard bytes.starts(with: Self.signature) else { throw .notPNG }
        guard bytes.count <= Self.byteLimit else { throw .tooManyBytes(bytes.count) }
        // Length 13, the name, 13 bytes of content, the checksum.
        guard bytes.count >= 33, Self.uint32(bytes, at: 8) == 13, bytes[12..<16].elementsEqual("IHDR".utf8) else {
            throw .damaged
        }
        width = Self.uint32(bytes, at: 16)
        height = Self.uint32(bytes, at: 20)
        guard width > 0, height > 0, width <= Int(Int32.max), height <= Int(Int32.max) else { throw .damaged }
        guard max(width, height) <= GrayImage.sideLimit, width * height <= GrayImage.pixelLimit else {
            throw .tooManyPixels(width: width, height: height)
        }
    }

    private static func uint32(_ bytes: [UInt8], at offset: Int) -> Int {
        bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
    }
}
