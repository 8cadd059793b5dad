import CodeReader
import PassRender

extension HostileInput {
    /// A picture with codes in it: a PNG, once as it is and once with right checksums, or else the grey frame of a
    /// camera (two bytes for the width, then the pixels; the rest of the last row is missing).
    static let picture = HostileInput(
        "picture", cost: 2_000, seeds: { [png, frame] }
    ) { bytes in
        guard CodeReader.isPNG(bytes) else { return readFrame(bytes) }
        _ = try? CodeReader.read(png: bytes)
        let repaired = withRightChecksums(bytes)
        if repaired != bytes { _ = try? CodeReader.read(png: repaired) }
    }

    private static func readFrame(_ bytes: [UInt8]) {
        let width = bytes.prefix(2).reduce(0) { $0 << 8 | Int($1) }
        let pixels = Array(bytes.dropFirst(2))
        _ = try? CodeReader.read(gray: pixels.span, width: width, height: pixels.count)
        guard width > 0 else { return }
        let height = pixels.count / width
        let whole = Array(pixels.prefix(height * width))
        _ = try? CodeReader.read(gray: whole.span, width: width, height: height)
        _ = try? CodeReader.read(gray: whole.span, width: width, height: height, effort: .frame)
    }

    private static let symbol = Specimen.made { try QRSymbol(text: "PP1:HOSTILE") }
    private static let png = Specimen.made { try symbol.png(scale: 2) }
    private static let frame: [UInt8] = {
        let side = (symbol.side + 2 * QRSymbol.quietZone) * 2
        var bytes = [UInt8(side >> 8), UInt8(side & 0xFF)]
        for y in 0..<side {
            for x in 0..<side {
                let isDark = symbol.isDark(column: x / 2 - QRSymbol.quietZone, row: y / 2 - QRSymbol.quietZone)
                bytes.append(isDark ? 0 : 255)
            }
        }
        return bytes
    }()

    /// A PNG whose chunks carry the checksum of what is in them (PNG, section 5.5), so that a change gets past it.
    private static func withRightChecksums(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        var chunk = 8
        while chunk + 12 <= bytes.count {
            let length = bytes[chunk..<chunk + 4].reduce(0) { $0 << 8 | Int($1) }
            let end = chunk + 8 + length
            guard end + 4 <= bytes.count else { break }
            let checksum = crc32(bytes[chunk + 4..<end])
            for index in 0..<4 { bytes[end + index] = UInt8(truncatingIfNeeded: checksum >> UInt32(24 - 8 * index)) }
            chunk = end + 4
        }
        return bytes
    }

    private static func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        var checksum: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            checksum ^= UInt32(byte)
            for _ in 0..<8 { checksum = checksum >> 1 ^ (checksum & 1) * 0xEDB8_8320 }
        }
        return ~checksum
    }
}
