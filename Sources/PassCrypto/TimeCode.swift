/// The codes of an authenticator app (RFC 6238): six digits from a shared secret and the half minute.
package enum TimeCode {
    /// What the codes are made with. The raw value is what the database holds.
    package enum HashFunction: String, Sendable, CaseIterable {
        case sha256
        /// For apps that know no other: some that are asked for another make codes with this one all the same.
        case sha1
    }

    /// As long as the hash, as RFC 4226 section 4 recommends.
    package static let secretByteCount = 32
    package static let digitCount = 6
    /// Seconds that a code is shown.
    package static let period: Int64 = 30

    /// The code of a step, `now / period`.
    package static func code(
        secret: [UInt8], step: Int64, digits: Int = digitCount, hash function: HashFunction = .sha256
    ) -> String {
        let message = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
        let hash =
            switch function {
            case .sha256: Hash.hmacSHA256(message, key: secret)
            case .sha1: SHA1.hmac(message, key: secret)
            }
        // RFC 4226 section 5.3, dynamic truncation.
        let offset = Int(hash[hash.count - 1] & 15)
        let number = hash[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let modulus = (0..<digits).reduce(UInt64(1)) { power, _ in power * 10 }
        let text = String(UInt64(number) % modulus)
        return String(repeating: "0", count: digits - text.utf8.count) + text
    }

    /// The step whose code was typed.
    ///
    /// A code is good once: a step that was used, and all before it, count no more, so that who looks over a shoulder has nothing.
    /// - Parameters:
    ///   - now: seconds since 1970.
    ///   - window: steps that a phone's clock may be off by, in either direction.
    ///   - last: the step of the code that was used last.
    /// - Returns: nil when none fits. All steps are tried whichever fits.
    package static func step(
        of typed: [UInt8], secret: [UInt8], hash function: HashFunction, now: Int64, window: Int64 = 1,
        after last: Int64?
    ) -> Int64? {
        let middle = now / period
        var found: Int64?
        for step in (middle - window)...(middle + window) {
            let isEqual = ConstantTime.areEqual(
                Array(code(secret: secret, step: step, hash: function).utf8), typed)
            if isEqual, last.map({ step > $0 }) ?? true, found == nil { found = step }
        }
        return found
    }
}
