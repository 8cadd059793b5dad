/// The life of a pass (DESIGN section 7), apart from any storage:
///
///     intended -> active <-> suspended -> revoked | superseded | (expired by time)
///     intended -> waiting -> active | revoked
///     intended -> void
///
/// Revoked, superseded and void are final; so is expired, which time alone brings: nothing needs to be done about a pass
/// that no gate admits, and nothing can bring it back.
package enum PassStateMachine {
    package enum Answer: Hashable, Sendable {
        case becomes(PassState)
        /// The pass stands there already: a repeat of a request whose answer was lost is no error.
        case already
        case impossible
    }

    /// - Parameter isExpired: whether the pass's time is over.
    package static func answer(to act: PassAct, in state: PassState, isExpired: Bool) -> Answer {
        switch (act, state) {
        case (.suspend, .suspended), (.revoke, .revoked), (.supersede, .superseded): return .already
        case _ where isExpired: return .impossible
        case (.reinstate, .active), (.activate, .active): return .already
        case (.suspend, .active): return .becomes(.suspended)
        case (.reinstate, .suspended): return .becomes(.active)
        case (.revoke, .active), (.revoke, .suspended), (.revoke, .waiting): return .becomes(.revoked)
        case (.supersede, .active), (.supersede, .suspended): return .becomes(.superseded)
        case (.activate, .waiting): return .becomes(.active)
        default: return .impossible
        }
    }
}
