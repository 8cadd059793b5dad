/// What a holder may do with a pass without asking anybody. Pure.
package enum HolderActs {
    package enum Act: Hashable, Sendable, CaseIterable { case lose, find, cancel }

    package enum Answer: Hashable, Sendable { case allowed, already, withStaff, over }

    /// - Parameter isSelfReported: whether a suspension is the holder's own.
    package static func answer(
        to act: Act, in state: PassState, isSelfReported: Bool, isExpired: Bool
    ) -> Answer {
        if state == .revoked, act == .cancel { return .already }
        if isExpired { return .over }
        switch (act, state) {
        case (.lose, .active), (.cancel, .active): return .allowed
        case (.find, .active): return .already
        case (.lose, .suspended): return isSelfReported ? .already : .withStaff
        case (.find, .suspended), (.cancel, .suspended): return isSelfReported ? .allowed : .withStaff
        default: return .over
        }
    }
}
