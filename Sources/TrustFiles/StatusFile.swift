package import PassFormat
package import PassVerify

/// A target `status/N`: the token of status list N (DESIGN section 3), whose `sub` is the policy's prefix and N.
package enum StatusFile {
    package static let directory = "status/"
    /// A list of 131,072 random entries is 32 KiB and does not compress.
    package static let largest = 64 << 10

    package static func path(_ number: UInt32) -> String { directory + String(number) }

    /// The list that a target is; `nil` for targets of other kinds, and for a number that is not written plainly: the
    /// passes of such a list get `status-unknown`.
    package static func number(ofPath path: String) -> UInt32? {
        StatusLists.number(of: WireText(path), prefix: WireText(directory))
    }

    /// Verifies a token and inflates its list.
    package static func decode(
        _ bytes: [UInt8], path: String, number: UInt32, policy: GatePolicy, keys: TrustedKeys
    ) throws(TrustFileError) -> StatusList {
        guard bytes.count <= largest else { throw .tooLarge(path, limit: largest) }
        do {
            return try StatusLists.verify(
                token: bytes, expectedURI: policy.statusURI(number), issuer: policy.issuer, keys: keys)
        } catch {
            throw .refused(path, error.sentence)
        }
    }
}

extension StatusListRefusal {
    fileprivate var sentence: String {
        switch self {
        case .malformed: "it is not a status list token"
        case .unknownKey: "no status key of this issuer has its key id"
        case .badSignature: "its signature is wrong"
        case .wrongSubject: "it is the token of another list"
        case .keyNotValid: "it was issued outside the time of its key"
        }
    }
}
