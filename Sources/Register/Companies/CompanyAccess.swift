/// Who may do what in a company's name: the one place that says so. Pure.
package enum CompanyAccess {
    package static func allows(_ act: CompanyAct, _ role: CompanyRole, in state: CompanyState) -> Bool {
        switch state {
        // What was applied for goes on; nothing new begins.
        case .closed: act == .view
        case .applied: !needsApproval(act) && mayEver(role, act)
        case .active: mayEver(role, act)
        }
    }

    /// Acts that reach beyond the company itself.
    private static func needsApproval(_ act: CompanyAct) -> Bool {
        switch act {
        case .apply, .receive: true
        case .view, .prepare, .pay, .release, .manageMembers, .edit, .integrate: false
        }
    }

    private static func mayEver(_ role: CompanyRole, _ act: CompanyAct) -> Bool {
        switch (role, act) {
        case (.owner, _): true
        case (.manager, .edit), (.manager, .integrate): false
        case (.manager, _): true
        case (.clerk, .view), (.clerk, .prepare), (.clerk, .apply), (.clerk, .pay), (.clerk, .receive): true
        case (.clerk, _): false
        case (.viewer, .view): true
        case (.viewer, _): false
        }
    }

    /// Whether who is of a role may take a lost app off the account of a member of another role: who could remove that member, too.
    package static func mayTakeFactor(_ actor: CompanyRole, of other: CompanyRole, in state: CompanyState) -> Bool {
        mayChange(actor, from: other, to: nil, in: state)
    }

    /// Whether who is of a role may make somebody of another role (nil for nobody yet) into something (nil for nobody any more).
    ///
    /// Managers see to clerks and viewers; owners to everybody. That an owner remains is another rule.
    package static func mayChange(
        _ actor: CompanyRole, from old: CompanyRole?, to new: CompanyRole?, in state: CompanyState
    ) -> Bool {
        guard allows(.manageMembers, actor, in: state) else { return false }
        if actor == .owner { return true }
        return [old, new].allSatisfy { $0 == nil || $0 == .clerk || $0 == .viewer }
    }
}
