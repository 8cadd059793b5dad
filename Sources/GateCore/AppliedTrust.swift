package import PassVerify

/// The generation of trust in force, and the name it has on disk.
package struct AppliedTrust: Sendable {
    /// The generation's folder name.
    package let generation: String
    package let trust: GateTrust
}
