/// A notice that is being sent: it is noted as such before anything goes out, so that who looks after a crash knows of it.
package struct ClaimedNotice: Hashable, Sendable {
    let seq: Int64
    /// Random to whoever sees it, and the same at every attempt: 16 bytes.
    package let id: [UInt8]
    /// With this one.
    package let attempts: Int64
    /// Seconds since 1970.
    package let createdAt: Int64
    /// Nil for one that can't be opened, which was sealed with another key.
    package let notice: Notice?
}
