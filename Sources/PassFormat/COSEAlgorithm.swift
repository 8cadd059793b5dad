/// The signature algorithms a header may name; all are Ed25519.
///
/// The algorithm used is the one of the trusted key, never the one the message names: this only refuses what can't be
/// ours.
package enum COSEAlgorithm: Int64, Hashable, Sendable {
    /// Ed25519 (RFC 9864), what we write.
    case ed25519 = -19
    /// EdDSA (RFC 9053 section 2.2), accepted on reading.
    case edDSA = -8
}
