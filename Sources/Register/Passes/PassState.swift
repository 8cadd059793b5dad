package import PassFormat

/// Where a pass stands. The raw value is what the database holds; it never changes its meaning.
///
/// `expired` is no state of its own: time makes it, and nobody would write it down in time. See ``PassStateMachine``.
package enum PassState: Int64, Hashable, Sendable, CaseIterable {
    /// Number, status index and payload are stored; the signature is not made, or not known to be. Nobody holds the text.
    case intended = 0
    case active = 1
    /// A reissue that has not taken its predecessor's place yet. Gates see it as suspended.
    case waiting = 2
    case suspended = 3
    case revoked = 4
    case superseded = 5
    /// An intent that came to nothing. Its index is burnt and marked revoked, should a signature exist somewhere.
    case void = 6

    package var name: String { String(describing: self) }

    /// What the status list says.
    package var status: PassStatus {
        switch self {
        case .intended, .active: .valid
        case .waiting, .suspended: .suspended
        case .revoked, .void: .revoked
        case .superseded: .superseded
        }
    }
}
