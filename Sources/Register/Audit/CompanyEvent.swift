import PassFormat
import StrictJSON

/// What the audit log records of accounts and companies: by ids that mean nothing elsewhere, and by numbers of passes and
/// applications, which open nothing by themselves.
enum CompanyEvent: Hashable, Sendable {
    /// What of an account changed.
    enum AccountChange: String, Hashable, Sendable {
        case name, password, sessions
        case secondFactor = "second-factor"
        case noSecondFactor = "no-second-factor"
    }

    case accountMade(AccountID)
    case accountChanged(AccountID, AccountChange)
    case founded(CompanyID)
    case approved(CompanyID)
    case closed(CompanyID, reason: String)
    case changed(CompanyID)
    case memberInvited(CompanyID, CompanyRole)
    case invitationWithdrawn(CompanyID)
    case memberJoined(CompanyID, AccountID, CompanyRole)
    case memberRemoved(CompanyID, AccountID)
    case roleSet(CompanyID, AccountID, CompanyRole)
    /// An app was taken off an account by somebody else; with the kind of document that was shown at a counter.
    case factorTaken(CompanyID, AccountID, shown: CounterDocument?)
    case rosterChanged(CompanyID, added: Int, changed: Int, removed: Int)
    case batchSent(CompanyID, batch: Int64, count: Int)
    case leaverReleased(CompanyID, passes: [String], applications: [String])
    case tokenMade(CompanyID, TokenID, Set<TokenScope>, expires: Int64)
    case tokenRevoked(CompanyID, TokenID)
    /// By whom it was done says who made the token.
    case programActed(CompanyID, TokenID, ProgramAct)
    case hookMade(CompanyID, HookID)
    case hookRotated(CompanyID, HookID)
    case hookEnabled(CompanyID, HookID)
    case hookRemoved(CompanyID, HookID)
    case visitMoved(application: String, passes: [PassID])

    var name: String {
        switch self {
        case .accountMade: "account-made"
        case .accountChanged: "account-changed"
        case .founded: "company-founded"
        case .approved: "company-approved"
        case .closed: "company-closed"
        case .changed: "company-changed"
        case .memberInvited: "company-member-invited"
        case .invitationWithdrawn: "company-invitation-withdrawn"
        case .memberJoined: "company-member-joined"
        case .memberRemoved: "company-member-removed"
        case .roleSet: "company-role-set"
        case .factorTaken: "company-factor-taken"
        case .rosterChanged: "company-roster-changed"
        case .batchSent: "company-batch-sent"
        case .leaverReleased: "company-leaver-released"
        case .tokenMade: "company-token-made"
        case .tokenRevoked: "company-token-revoked"
        case .programActed: "company-program-acted"
        case .hookMade: "company-hook-made"
        case .hookRotated: "company-hook-rotated"
        case .hookEnabled: "company-hook-enabled"
        case .hookRemoved: "company-hook-removed"
        case .visitMoved: "visit-moved"
        }
    }

    var members: JSONObject {
        switch self {
        case .accountMade(let account): return ["account": .text(account.hex)]
        case .accountChanged(let account, let change):
            return ["account": .text(account.hex), "change": .text(change.rawValue)]
        case .founded(let company), .approved(let company), .changed(let company), .invitationWithdrawn(let company):
            return ["company": .text(company.hex)]
        case .closed(let company, let reason): return ["company": .text(company.hex), "reason": .text(reason)]
        case .memberInvited(let company, let role):
            return ["company": .text(company.hex), "role": .text(role.rawValue)]
        case .memberRemoved(let company, let account):
            return ["company": .text(company.hex), "account": .text(account.hex)]
        case .memberJoined(let company, let account, let role), .roleSet(let company, let account, let role):
            return [
                "company": .text(company.hex), "account": .text(account.hex), "role": .text(role.rawValue),
            ]
        case .factorTaken(let company, let account, let shown):
            let members = [JSONMember("company", .text(company.hex)), JSONMember("account", .text(account.hex))]
            return JSONObject(members + (shown.map { [JSONMember("shown", .text($0.rawValue))] } ?? []))
        case .rosterChanged(let company, let added, let changed, let removed):
            return [
                "company": .text(company.hex), "added": .integer(Int64(added)), "changed": .integer(Int64(changed)),
                "removed": .integer(Int64(removed)),
            ]
        case .batchSent(let company, let batch, let count):
            return [
                "company": .text(company.hex), "batch": .integer(batch), "count": .integer(Int64(count)),
            ]
        case .leaverReleased(let company, let passes, let applications):
            return [
                "company": .text(company.hex), "passes": .texts(passes), "applications": .texts(applications),
            ]
        case .tokenMade(let company, let token, let scopes, let expires):
            return [
                "company": .text(company.hex), "token": .text(token.hex),
                "scopes": .texts(scopes.map(\.rawValue).sorted()), "expires": .integer(expires),
            ]
        case .tokenRevoked(let company, let token):
            return ["company": .text(company.hex), "token": .text(token.hex)]
        case .programActed(let company, let token, let act):
            return ["company": .text(company.hex), "token": .text(token.hex), "act": .text(act.rawValue)]
        case .hookMade(let company, let hook), .hookRotated(let company, let hook), .hookEnabled(let company, let hook),
            .hookRemoved(let company, let hook):
            return ["company": .text(company.hex), "hook": .text(hook.hex)]
        case .visitMoved(let application, let passes):
            return ["application": .text(application), "passes": .texts(passes.map(\.hex))]
        }
    }
}
