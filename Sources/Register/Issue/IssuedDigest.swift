import PassCrypto

/// The SHA-256 of a payload: whole in the audit log, its first 16 bytes in `issued/KID`.
struct IssuedDigest: Hashable, Sendable {
    let whole: [UInt8]
    var prefix: [UInt8] { Array(whole.prefix(16)) }

    init(payload: [UInt8]) { whole = Hash.sha256(payload) }
}
