/// Takes the comments out of a JPEG of our own making: the encoder's name is nobody's business, and 60 bytes a photo.
enum JPEGComments {
    private static let comment: UInt8 = 0xFE
    private static let scan: UInt8 = 0xDA

    /// Walks the segments up to the picture's data (ITU-T T.81, annex B); what is not as it should be is left as it is.
    static func removed(from jpeg: [UInt8]) -> [UInt8] {
        let reader = ByteReader(jpeg)
        var kept = Array(jpeg.prefix(2))
        var place = 2
        while reader.byte(place) == 0xFF, let marker = reader.byte(place + 1), marker != scan,
            let length = reader.bigEndian(place + 2, bytes: 2), place + 2 + length <= jpeg.count
        {
            if marker != comment { kept += jpeg[place..<place + 2 + length] }
            place += 2 + length
        }
        return kept + jpeg[place...]
    }
}
