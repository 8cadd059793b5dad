/// How long something lasts that a session may do.
package struct SessionLimits: Hashable, Sendable {
    /// Seconds without a request that end it.
    package let idle: Int64
    /// Seconds after which it ends however busy it is.
    package let absolute: Int64

    package init(idle: Int64, absolute: Int64) {
        self.idle = idle
        self.absolute = absolute
    }

    /// Of a proved contact, of an application that was asked about, of a draft.
    package static let proof = SessionLimits(idle: 1_800, absolute: 43_200)
    /// Of a pass that its holder keeps at hand on a phone: a month without a look, and a year at most.
    package static let phone = SessionLimits(idle: 2_592_000, absolute: 31_536_000)
}
