/// The rule of two people (DESIGN section 7), apart from any storage: who proposed a change never carries it out, nobody carries out
/// what is not what was proposed, and nothing is decided twice or too late.
package enum ChangeMachine {
    package enum Act: Hashable, Sendable, CaseIterable { case agree, refuse, withdraw }

    package enum Answer: Hashable, Sendable {
        case becomes(ChangeState)
        /// It stands there already by this person's own act: a repeat of a request whose answer was lost is no error.
        case already
        case impossible(Refusal)
    }

    package enum Refusal: Hashable, Sendable {
        /// Who proposed it may only take it back.
        case ownProposal
        /// Only who proposed it takes it back.
        case otherProposal
        case decided(ChangeState)
        case expired
        /// Who decides has seen something else than what stands there.
        case otherContent
    }

    /// What is known of a change.
    package struct Standing: Hashable, Sendable {
        package let state: ChangeState
        package let proposedBy: String
        package let decidedBy: String?
        package let expires: Int64
        package let digest: [UInt8]

        package init(state: ChangeState, proposedBy: String, decidedBy: String?, expires: Int64, digest: [UInt8]) {
            self.state = state
            self.proposedBy = proposedBy
            self.decidedBy = decidedBy
            self.expires = expires
            self.digest = digest
        }
    }

    /// - Parameter seen: the digest of what the person was shown.
    package static func answer(
        to act: Act, by person: String, seen: [UInt8], _ change: Standing, now: Int64
    ) -> Answer {
        let isOwn = person == change.proposedBy
        guard change.state == .proposed else {
            let isRepeat = change.decidedBy == person && change.state == state(after: act)
            return isRepeat ? .already : .impossible(.decided(change.state))
        }
        guard now < change.expires else { return .impossible(.expired) }
        guard seen == change.digest else { return .impossible(.otherContent) }
        switch act {
        case .agree, .refuse: return isOwn ? .impossible(.ownProposal) : .becomes(state(after: act))
        case .withdraw: return isOwn ? .becomes(.withdrawn) : .impossible(.otherProposal)
        }
    }

    private static func state(after act: Act) -> ChangeState {
        switch act {
        case .agree: .done
        case .refuse: .refused
        case .withdraw: .withdrawn
        }
    }
}
