/// The one thing wanted of a picture's metadata, all of which is thrown away afterwards: which way up it is.
enum EXIFOrientation {
    private static let tag = 0x0112
    private static let mostEntries = 200

    /// - Parameter tiff: What follows `Exif\0\0`: a TIFF header and its first directory (EXIF 2.3, section 4.5).
    /// - Returns: 1 to 8, or nil.
    static func read(_ tiff: ByteReader) -> Int? {
        let isBig: Bool
        switch (tiff.byte(0), tiff.byte(1)) {
        case (0x4D, 0x4D): isBig = true
        case (0x49, 0x49): isBig = false
        default: return nil
        }
        func number(_ offset: Int, _ count: Int) -> Int? {
            isBig ? tiff.bigEndian(offset, bytes: count) : tiff.littleEndian(offset, bytes: count)
        }
        guard number(2, 2) == 42, let directory = number(4, 4), let count = number(directory, 2) else { return nil }
        for entry in 0..<min(count, mostEntries) {
            let place = directory + 2 + entry * 12
            guard let found = number(place, 2) else { return nil }
            // One SHORT, which stands in the entry itself.
            if found == tag, number(place + 2, 2) == 3, let value = number(place + 8, 2), (1...8).contains(value) {
                return value
            }
        }
        return nil
    }
}
