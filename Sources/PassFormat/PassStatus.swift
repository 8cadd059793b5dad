/// The status of a pass in its list. 0 to 2 are those of draft-ietf-oauth-status-list section 7.1, 3 is application
/// specific.
package enum PassStatus: UInt8, Hashable, Sendable, CaseIterable {
    case valid = 0
    case revoked = 1
    case suspended = 2
    case superseded = 3
}
