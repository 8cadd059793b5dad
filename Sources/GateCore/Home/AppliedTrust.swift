import GateMessages
import PassFormat
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
    /// Of the service's audit log, as it came along: kept and brought back, and looked at by no decision.
    let checkpoint: WireText?
    /// A digest of everything that decisions rest on: the same, where only the timestamp was signed anew.
    let contents: [UInt8]
}
