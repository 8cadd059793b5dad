import PassCrypto

/// SHA-256 over everything of a revision that people read.
enum AnnouncementDigest {
    /// The parts are told apart by a zero, which is in none of them.
    static func of(content: [UInt8], reason: String, reasonInEnglish: String) -> [UInt8] {
        Hash.sha256(content + [0] + Array(reason.utf8) + [0] + Array(reasonInEnglish.utf8))
    }
}
