/// Quoted-printable (RFC 2045 section 6.7): for texts that are ASCII but for a few letters.
enum QuotedPrintable {
    private static let longestLine = 76
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// - Parameter text: its lines end with LF.
    /// - Returns: lines of at most 76 characters, each ended with CRLF.
    static func encode(_ text: [UInt8]) -> [UInt8] {
        var encoded: [UInt8] = []
        for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
            var length = 0
            for (index, byte) in zip(line.indices, line) {
                // A space at the end of a line may be lost on the way.
                let isLast = line.index(after: index) == line.endIndex
                let isPlain =
                    (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=")
                    || (byte == 0x20 || byte == 0x09) && !isLast
                let size = isPlain ? 1 : 3
                // One place stays for the `=` of a soft line break.
                if length + size > longestLine - 1 {
                    encoded += "=\r\n".utf8
                    length = 0
                }
                length += size
                // A dot alone on a line ends a message in SMTP, and `From ` begins another in a mailbox: both are kept from it
                // by whoever carries the message, and need nothing here.
                encoded += isPlain ? [byte] : [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
            encoded += "\r\n".utf8
        }
        return encoded
    }
}
