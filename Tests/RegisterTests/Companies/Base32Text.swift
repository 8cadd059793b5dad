/// What a person copies into an authenticator app, read as the app does (RFC 4648 section 6), spaces aside.
enum Base32Text {
    static func decoded(_ base32: String) -> [UInt8]? {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var (bits, count, bytes): (UInt64, Int, [UInt8]) = (0, 0, [])
        for character in base32 where character != " " {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            bits = bits << 5 | UInt64(value)
            count += 5
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(count)))
            }
        }
        return bytes
    }
}
