import PassCrypto
package import PassFormat

/// The status lists of one generation, by the number that ends their URI.
package struct StatusLists: Sendable {
    private var lists: [UInt32: StatusList]

    package init(_ lists: [UInt32: StatusList] = [:]) {
        self.lists = lists
    }

    package subscript(number: UInt32) -> StatusList? {
        get { lists[number] }
        set { lists[number] = newValue }
    }

    package var count: Int { lists.count }

    /// By number.
    package var inOrder: [(number: UInt32, list: StatusList)] {
        lists.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The decimal number that follows `prefix` in `uri`; `nil` when the URI is not the prefix and one plain number
    /// (digits only, no leading zero, below 2^32).
    package static func number(of uri: WireText, prefix: WireText) -> UInt32? {
        let (text, start) = (uri.utf8, prefix.utf8)
        guard text.count > start.count, text.starts(with: start) else { return nil }
        let digits = text[start.count...]
        guard digits.count <= 10, digits.first != 0x30 || digits.count == 1 else { return nil }
        var number: UInt64 = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            number = number * 10 + UInt64(digit - 0x30)
        }
        return UInt32(exactly: number)
    }

    /// Verifies a token and then, only then, inflates its list.
    ///
    /// - Parameters:
    ///   - token: the bytes of the target `status/N`.
    ///   - expectedURI: the policy's prefix and `N`; the token's `sub` must be equal, so that one list's token can't be
    ///     put in another's place.
    ///   - issuer: the policy's issuer; a status key of another issuer is no key.
    package static func verify(
        token: [UInt8], expectedURI: WireText, issuer: WireText, keys: TrustedKeys
    ) throws(StatusListRefusal) -> StatusList {
        let unverified: UnverifiedStatusListToken
        do {
            unverified = try UnverifiedStatusListToken(decoding: token)
        } catch {
            throw .malformed
        }
        var isKnown = false
        var signer: TrustedKey?
        for key in keys.statusKeys(for: unverified.keyID) where key.issuer == issuer {
            isKnown = true
            if key.publicKey.isValidSignature(unverified.signature, for: unverified.signedBytes) {
                signer = key
                break
            }
        }
        guard isKnown else { throw .unknownKey }
        guard let signer else { throw .badSignature }
        guard unverified.subject == expectedURI else { throw .wrongSubject }
        guard signer.covers(issuedAt: unverified.issuedAt) else { throw .keyNotValid }
        do {
            return try unverified.inflatedList()
        } catch {
            throw .malformed
        }
    }
}
