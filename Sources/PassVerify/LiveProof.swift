package import PassFormat

/// A live code whose holder's signature verified.
package struct LiveProof: Hashable, Sendable {
    /// When the holder's phone made the code: seconds since 1970. With the pass id it names the code in the gate's
    /// memory.
    package let issuedAt: Int64
    /// The issuer that the code was made for.
    package let audience: WireText
}
