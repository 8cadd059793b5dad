package import PassCrypto
import StrictJSON

/// Root metadata that trust begins with. It arrived by a way of its own (with the gate, by courier); its signatures only
/// show that it is whole.
package enum TrustedRoot {
    /// Reads a root that is signed by a threshold of its own keys. Its expiry does not matter (specification, section
    /// 5.2): newer roots are looked for first.
    ///
    /// - Throws: `UpdateError.malformed`, `.threshold`.
    package static func check(_ bytes: [UInt8]) throws(UpdateError) -> Root {
        let signed = try Signed<Root>(decoding: bytes)
        return try Verified(signed, as: MetadataRole.root, by: signed.content).content
    }

    /// The ids of the keys that may sign timestamps.
    ///
    /// - Throws: as `check`.
    package static func keyIDs(ofTimestampIn bytes: [UInt8]) throws(UpdateError) -> [String] {
        return try check(bytes).roles[MetadataRole.timestamp]?.keyIDs.map(\.string) ?? []
    }

    /// Version and signed time of a timestamp that one of `root`'s keys for it signed; nil for any other.
    package static func timestamp(_ bytes: [UInt8], signedUnder root: [UInt8]) -> (version: Int, issued: Int64?)? {
        guard let root = try? check(root),
            let timestamp = try? Verified<Timestamp>(bytes, as: MetadataRole.timestamp, by: root).content
        else { return nil }
        return (timestamp.version, timestamp.issued)
    }

    /// The Ed25519 keys that `bytes` name for any role, to compare them with keys that must not be used.
    ///
    /// - Throws: as `check`.
    package static func ed25519Keys(inSelfSigned bytes: [UInt8]) throws(UpdateError) -> [PublicKey] {
        return try check(bytes).keys.values.compactMap(\.ed25519)
    }
}
