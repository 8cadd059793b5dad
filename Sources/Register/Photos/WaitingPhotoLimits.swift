/// How much of the register's disk the photos of applications may have that nobody decided yet: anybody may send some.
package struct WaitingPhotoLimits: Hashable, Sendable {
    package var bytes: Int64 = 512 << 20
    /// Many small ones, too: they are counted at every application.
    package var count: Int64 = 16_384

    package init() {}
}
