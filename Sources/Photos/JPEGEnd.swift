/// Whether a JPEG came whole. Decoders fill what is missing with grey and call it a picture; half a face is none.
enum JPEGEnd {
    /// Looks for the end marker behind the start of the first scan: one before it is that of a thumbnail. What stands behind the
    /// marker, as some phones add, does not matter.
    static func isThere(in bytes: [UInt8]) -> Bool {
        guard let scan = firstScan(in: ByteReader(bytes)) else { return false }
        // Within a scan no other byte than zero follows 0xFF, but for markers (ITU-T T.81, B.1.1.5).
        return zip(bytes[scan...], bytes[scan...].dropFirst()).contains { $0 == (0xFF, 0xD9) }
    }

    private static func firstScan(in reader: ByteReader) -> Int? {
        var place = 2
        while let marker = reader.byte(place + 1), reader.byte(place) == 0xFF {
            if marker == 0xFF {
                place += 1
                continue
            }
            if marker == 0xDA { return place }
            guard let length = reader.bigEndian(place + 2, bytes: 2), length >= 2 else { return nil }
            place += 2 + length
        }
        return nil
    }
}
