import PassCrypto

/// SHA-256 over what people read: the content, and what is said of it in Chinese and in English.
enum BulletinDigest {
    /// The parts are told apart by a zero, which is in none of them.
    static func of(_ content: [UInt8], _ chinese: String, _ english: String) -> [UInt8] {
        Hash.sha256(content + [0] + Array(chinese.utf8) + [0] + Array(english.utf8))
    }
}
