import GateMessages
package import PassVerify
package import TrustFiles

/// The generation of trust in force, and the name it has on disk.
package struct AppliedTrust: Sendable {
    /// What it is called on disk.
    let generation: GenerationStore.Current
    package let trust: GateTrust
    /// The sealed lists of this gate's port.
    package let lists: PortLists
    /// As journals name it.
    let mark: TrustMark
    /// A digest of the keys that may sign timestamps, by the root in force.
    let timestampKeys: [UInt8]
    /// A digest of everything that decisions rest on: the same, where only the timestamp was signed anew.
    let contents: [UInt8]
}
