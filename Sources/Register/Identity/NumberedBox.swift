/// What stands in front of a box: a mark and its key's number, two bytes, the larger first.
///
///     box of the first key  = what ``SecretBox`` makes
///     box of any later key  = "PPvault", 1, number[2] || what ``SecretBox`` makes
///
/// Boxes of before there were numbers have none in front, and stay what they are: the first key's number is 0. That one of them begins
/// like a mark (its first bytes are a random nonce) happens once in 2^64 times, and then whoever opens it tries the first key, too.
enum NumberedBox {
    static let mark: [UInt8] = Array("PPvault\u{1}".utf8)
    static let prefixByteCount = mark.count + 2

    /// What boxes of a key begin with; nothing for the first.
    static func prefix(_ number: UInt16) -> [UInt8] { number == 0 ? [] : mark + bytes(number) }

    static func bytes(_ number: UInt16) -> [UInt8] { [UInt8(number >> 8), UInt8(truncatingIfNeeded: number)] }

    /// The number that a box says it has, and what follows it; nil for one without a mark.
    static func parts(of box: [UInt8]) -> (number: UInt16, sealed: [UInt8])? {
        guard box.count > prefixByteCount, box.starts(with: mark) else { return nil }
        return (UInt16(box[mark.count]) << 8 | UInt16(box[mark.count + 1]), Array(box.dropFirst(prefixByteCount)))
    }
}
