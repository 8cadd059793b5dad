/// What the first bytes of a picture say of it, read before anything decodes it: a file of a few bytes may promise billions
/// of pixels.
package struct PictureHeader: Hashable, Sendable {
    package enum Format: Hashable, Sendable { case jpeg, png, webp }

    package let format: Format
    package let width: Int
    package let height: Int
    /// EXIF orientation, 1 to 8: phones store pictures as the sensor lay and say how to turn them.
    package let orientation: Int

    /// - Returns: nil when this is none of the three formats, or its head is damaged.
    package init?(_ bytes: [UInt8]) {
        let reader = ByteReader(bytes)
        if reader.starts(with: [0xFF, 0xD8, 0xFF], at: 0) {
            self.init(jpeg: reader)
        } else if reader.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], at: 0) {
            self.init(png: reader)
        } else if reader.starts(with: Array("RIFF".utf8), at: 0), reader.starts(with: Array("WEBP".utf8), at: 8) {
            self.init(webp: reader)
        } else {
            return nil
        }
    }

    private init?(_ format: Format, width: Int?, height: Int?, orientation: Int = 1) {
        guard let width, let height, width > 0, height > 0 else { return nil }
        self.format = format
        self.width = width
        self.height = height
        self.orientation = orientation
    }

    /// PNG (ISO 15948), section 11.2.2: IHDR comes first.
    private init?(png reader: ByteReader) {
        guard reader.starts(with: Array("IHDR".utf8), at: 12) else { return nil }
        self.init(.png, width: reader.bigEndian(16, bytes: 4), height: reader.bigEndian(20, bytes: 4))
    }

    /// WebP (RFC 9649): a lossy, a lossless or an extended header.
    private init?(webp reader: ByteReader) {
        if reader.starts(with: Array("VP8 ".utf8), at: 12) {
            guard reader.starts(with: [0x9D, 0x01, 0x2A], at: 23) else { return nil }
            self.init(
                .webp, width: reader.littleEndian(26, bytes: 2).map { $0 & 0x3FFF },
                height: reader.littleEndian(28, bytes: 2).map { $0 & 0x3FFF })
        } else if reader.starts(with: Array("VP8L".utf8), at: 12), reader.byte(20) == 0x2F {
            let bits = reader.littleEndian(21, bytes: 4)
            self.init(.webp, width: bits.map { $0 & 0x3FFF + 1 }, height: bits.map { $0 >> 14 & 0x3FFF + 1 })
        } else if reader.starts(with: Array("VP8X".utf8), at: 12) {
            self.init(
                .webp, width: reader.littleEndian(24, bytes: 3).map { $0 + 1 },
                height: reader.littleEndian(27, bytes: 3).map { $0 + 1 })
        } else {
            return nil
        }
    }

    /// JPEG (ITU-T T.81, annex B): segments up to the frame header.
    private init?(jpeg reader: ByteReader) {
        var place = 2
        var orientation = 1
        while let marker = reader.byte(place + 1), reader.byte(place) == 0xFF {
            // Fill bytes may stand before a marker.
            if marker == 0xFF {
                place += 1
                continue
            }
            guard let length = reader.bigEndian(place + 2, bytes: 2), length >= 2 else { return nil }
            switch marker {
            case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
                self.init(
                    .jpeg, width: reader.bigEndian(place + 7, bytes: 2), height: reader.bigEndian(place + 5, bytes: 2),
                    orientation: orientation)
                return
            case 0xE1:
                if reader.starts(with: Array("Exif\0\0".utf8), at: place + 4) {
                    orientation =
                        EXIFOrientation.read(reader.part(place + 10, end: place + 2 + length)) ?? orientation
                }
            case 0xD9, 0xDA: return nil
            default: break
            }
            place += 2 + length
        }
        return nil
    }
}
