import CSodium

/// The textual encoding of a private key (RFC 7468 section 10), read strictly: nothing before, after or between, lines of
/// 64 characters, padding and unused bits as they must be. Lines may end in CR LF.
enum PEM {
    /// More than any Ed25519 key with attributes needs; a larger file is something else.
    static let maximumByteCount = 4096

    private static let begin: [UInt8] = Array("-----BEGIN PRIVATE KEY-----".utf8)
    private static let end: [UInt8] = Array("-----END PRIVATE KEY-----".utf8)
    private static let anyBegin: [UInt8] = Array("-----BEGIN ".utf8)
    private static let encryptedBegin: [UInt8] = Array("-----BEGIN ENCRYPTED PRIVATE KEY-----".utf8)
    private static let lineLength = 64
    private static let lineFeed: UInt8 = 0x0A
    private static let carriageReturn: UInt8 = 0x0D

    /// The DER inside the text, in guarded memory.
    ///
    /// - Throws: `CryptoError.malformedKey`, `.unsupportedKey`, or an error of the guarded memory.
    static func decode(_ text: Span<UInt8>) throws(CryptoError) -> SecretBytes {
        guard text.count <= maximumByteCount else { throw .malformedKey("it is too long") }
        var offset = 0
        let first = nextLine(of: text, from: &offset)
        guard equals(first, begin, in: text) else { throw wrongFirstLine(first, of: text) }

        let base64 = try SecretBytes(capacity: text.count) { output throws(CryptoError) in
            var isLastLine = false
            while offset < text.count {
                let line = nextLine(of: text, from: &offset)
                if equals(line, end, in: text) {
                    guard offset == text.count else { throw .malformedKey("something follows the key") }
                    return
                }
                guard !isLastLine, (1...lineLength).contains(line.count) else {
                    throw .malformedKey("a line is not 64 characters long")
                }
                isLastLine = line.count < lineLength
                for index in line { output.append(text[index]) }
            }
            throw .malformedKey("its last line is missing")
        }
        return try decodeBase64(base64)
    }

    /// The text of a DER encoding: one line if it fits, in guarded memory.
    static func encode(_ der: borrowing SecretBytes) throws(CryptoError) -> SecretBytes {
        let base64 = try encodeBase64(der)
        return try SecretBytes(capacity: base64.count * 2 + 64) { output throws(CryptoError) in
            append(begin, to: &output)
            base64.withBytes { characters in
                for index in characters.indices {
                    if index % lineLength == 0 { output.append(lineFeed) }
                    output.append(characters[index])
                }
            }
            output.append(lineFeed)
            append(end, to: &output)
            output.append(lineFeed)
        }
    }

    /// libsodium's decoder, told to ignore nothing: no foreign character, exact padding, no bits left over.
    private static func decodeBase64(_ text: borrowing SecretBytes) throws(CryptoError) -> SecretBytes {
        try SecretBytes(capacity: text.count) { output throws(CryptoError) in
            let isDecoded = unsafe output.withUnsafeMutableBufferPointer { buffer, initialized in
                text.withBytes { text in
                    unsafe text.withUnsafeBytes { text in
                        guard let target = buffer.baseAddress, let source = text.baseAddress else { return false }
                        return unsafe sodium_base642bin(
                            target, buffer.count, source.assumingMemoryBound(to: CChar.self), text.count, nil,
                            &initialized, nil, sodium_base64_VARIANT_ORIGINAL) == 0
                    }
                }
            }
            guard isDecoded else { throw .malformedKey("it is not base64") }
        }
    }

    private static func encodeBase64(_ bytes: borrowing SecretBytes) throws(CryptoError) -> SecretBytes {
        // The C function ends its text with a zero byte, which is not counted.
        let length = (bytes.count + 2) / 3 * 4
        return try SecretBytes(capacity: length + 1) { output throws(CryptoError) in
            unsafe output.withUnsafeMutableBufferPointer { buffer, initialized in
                bytes.withBytes { bytes in
                    unsafe bytes.withUnsafeBufferPointer { bytes in
                        guard let target = UnsafeMutableRawPointer(buffer.baseAddress), let source = bytes.baseAddress
                        else { return }
                        _ = unsafe sodium_bin2base64(
                            target.assumingMemoryBound(to: CChar.self), buffer.count, source, bytes.count,
                            sodium_base64_VARIANT_ORIGINAL)
                        initialized = length
                    }
                }
            }
        }
    }

    /// The next line without its end, LF or CR LF.
    private static func nextLine(of text: Span<UInt8>, from offset: inout Int) -> Range<Int> {
        let start = offset
        while offset < text.count, text[offset] != lineFeed { offset += 1 }
        var lineEnd = offset
        guard offset < text.count else { return start..<lineEnd }
        offset += 1
        if lineEnd > start, text[lineEnd - 1] == carriageReturn { lineEnd -= 1 }
        return start..<lineEnd
    }

    private static func wrongFirstLine(_ line: Range<Int>, of text: Span<UInt8>) -> CryptoError {
        if equals(line, encryptedBegin, in: text) {
            return .unsupportedKey("it is encrypted; decrypt it first, or use a key sealed by portpass keys")
        }
        let isOther = starts(line, with: anyBegin, in: text) && !starts(line, with: begin, in: text)
        return isOther
            ? .unsupportedKey("the file holds something else than a PKCS#8 private key")
            : .malformedKey("it does not begin with -----BEGIN PRIVATE KEY-----")
    }

    private static func equals(_ line: Range<Int>, _ expected: [UInt8], in text: Span<UInt8>) -> Bool {
        line.count == expected.count && line.enumerated().allSatisfy { text[$1] == expected[$0] }
    }

    private static func starts(_ line: Range<Int>, with expected: [UInt8], in text: Span<UInt8>) -> Bool {
        equals(line.prefix(expected.count), expected, in: text)
    }

    private static func append(_ bytes: [UInt8], to output: inout OutputSpan<UInt8>) {
        for byte in bytes { output.append(byte) }
    }
}
