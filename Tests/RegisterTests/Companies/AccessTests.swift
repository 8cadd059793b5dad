import Register
import Testing

@Suite("What somebody may do in a company's name")
struct AccessTests {
    /// Every role, act and state: as somebody would write it on a wall.
    @Test("is as written here, for every role, act and state")
    func table() {
        let may: [CompanyRole: Set<CompanyAct>] = [
            .owner: [.view, .prepare, .apply, .pay, .receive, .release, .manageMembers, .edit, .integrate],
            .manager: [.view, .prepare, .apply, .pay, .receive, .release, .manageMembers],
            .clerk: [.view, .prepare, .apply, .pay, .receive],
            .viewer: [.view],
        ]
        for role in CompanyRole.allCases {
            for act in CompanyAct.allCases {
                let allowed = may[role]?.contains(act) ?? false
                #expect(CompanyAccess.allows(act, role, in: .active) == allowed, "\(role) \(act)")
                #expect(
                    CompanyAccess.allows(act, role, in: .applied) == (allowed && ![.apply, .receive].contains(act)),
                    "\(role) \(act)")
                #expect(CompanyAccess.allows(act, role, in: .closed) == (act == .view), "\(role) \(act)")
            }
        }
    }

    @Test("Owners make and unmake everybody, managers clerks and viewers, others nobody")
    func members() {
        let roles: [CompanyRole?] = [nil] + CompanyRole.allCases
        for actor in CompanyRole.allCases {
            for old in roles {
                for new in roles {
                    let isSmall = [old, new].allSatisfy { $0 == nil || $0 == .clerk || $0 == .viewer }
                    let allowed = actor == .owner || actor == .manager && isSmall
                    for state in [CompanyState.applied, .active] {
                        #expect(CompanyAccess.mayChange(actor, from: old, to: new, in: state) == allowed)
                    }
                    #expect(!CompanyAccess.mayChange(actor, from: old, to: new, in: .closed))
                }
            }
        }
    }
}
