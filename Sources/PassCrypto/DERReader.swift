/// A cursor over a part of a DER encoding (X.690 section 10): definite, shortest lengths and one-byte tags only.
///
/// It keeps offsets and is handed the bytes at each step, so that a secret is never copied to be parsed.
struct DERReader {
    private var offset: Int
    private let end: Int

    init(_ range: Range<Int>) {
        offset = range.lowerBound
        end = range.upperBound
    }

    var isAtEnd: Bool { offset == end }

    /// Whether the next element has this tag. The caller's `read` says what is wrong when it has not.
    func isNext(_ tag: UInt8, in bytes: Span<UInt8>) -> Bool {
        offset < end && bytes[offset] == tag
    }

    /// Steps over one element and answers where its contents lie.
    ///
    /// - Parameter tag: the tag it must have; any if `nil`.
    /// - Throws: `CryptoError.malformedKey`.
    mutating func read(_ tag: UInt8?, in bytes: Span<UInt8>) throws(CryptoError) -> Range<Int> {
        let found = try next(in: bytes)
        guard found & 0x1F != 0x1F else { throw .malformedKey("it has a tag that key files do not use") }
        guard tag == nil || tag == found else { throw .malformedKey("its parts are not those of PKCS#8") }
        let length = try length(in: bytes)
        guard length <= end - offset else { throw .malformedKey("it ends too early") }
        let contents = offset..<offset + length
        offset += length
        return contents
    }

    /// - Throws: `CryptoError.malformedKey` when something follows.
    func finish() throws(CryptoError) {
        guard isAtEnd else { throw .malformedKey("something follows where it should end") }
    }

    private mutating func length(in bytes: Span<UInt8>) throws(CryptoError) -> Int {
        let first = try next(in: bytes)
        switch first {
        case 0..<0x80:
            return Int(first)
        case 0x81:
            let length = Int(try next(in: bytes))
            guard length >= 0x80 else { throw .malformedKey("a length is not in its shortest form") }
            return length
        case 0x82:
            let high = Int(try next(in: bytes))
            let length = high << 8 | Int(try next(in: bytes))
            guard length >= 0x100 else { throw .malformedKey("a length is not in its shortest form") }
            return length
        default:
            throw .malformedKey("a length is indefinite or too large")
        }
    }

    private mutating func next(in bytes: Span<UInt8>) throws(CryptoError) -> UInt8 {
        guard offset < end, offset < bytes.count else { throw .malformedKey("it ends too early") }
        defer { offset += 1 }
        return bytes[offset]
    }
}
