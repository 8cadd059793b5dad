import HTTPTypes
import Hummingbird
import PassCrypto
import PassFormat
import Register

/// Changes that two people make: proposed by one, carried out when another one agrees to exactly that.
struct ChangeOfficeRoutes: Sendable {
    func add(to router: OfficeRouter) {
        router.page("changes", .seeChanges) { page in try await list(page) }
        router.page("changes/:id", .seeChanges) { page in try await show(page, problem: nil) }
        router.form("changes/:id/agree", .decideChanges, fields: ["seen"], isGrave: true) { page, fields in
            try await decide(.agree, page, fields)
        }
        router.form("changes/:id/refuse", .decideChanges, fields: ["seen"]) { page, fields in
            try await decide(.refuse, page, fields)
        }
        router.form("changes/:id/withdraw", .proposeChanges, fields: ["seen"]) { page, fields in
            try await decide(.withdraw, page, fields)
        }
    }

    private func change(_ page: StaffPage) async throws -> StaffChange {
        guard let id = ChangeID(hex: page.parameter("id")), let change = try await page.register.change(id) else {
            throw Problem.notFound
        }
        return change
    }

    private func decide(
        _ act: ChangeMachine.Act, _ page: StaffPage, _ fields: FormFields
    ) async throws -> Response {
        let change = try await change(page)
        guard page.may(change.body.permission) else { throw Problem.notYours }
        guard let seen = Hex.decode(fields["seen"]) else { throw Problem.badForm }
        do {
            switch try await page.register.decide(act, change.id, seen: seen, by: page.principal, now: page.now) {
            case .becomes, .already: return page.redirect(to: "changes/\(change.id.hex)")
            case .impossible(let refusal):
                return try await show(page, problem: page.words["staff.change-\(Self.word(refusal))"])
            }
        } catch let error as RegisterError where error.code == .impossibleChange {
            return try await show(page, problem: page.words["staff.change-stale"])
        } catch let error as RegisterError where error.code == .wrongKeys {
            return try await show(page, problem: page.words["staff.keys-not-here"])
        }
    }

    private static func word(_ refusal: ChangeMachine.Refusal) -> String {
        switch refusal {
        case .ownProposal: "own"
        case .otherProposal: "other"
        case .decided: "decided"
        case .expired: "late"
        case .otherContent: "content"
        }
    }

    private func list(_ page: StaffPage) async throws -> Response {
        let changes = try await page.register.recentChanges()
        var view = OfficeView("office-changes", title: page.words["staff.menu-changes"])
        view.values["hasChanges"] = !changes.isEmpty
        view.values["changes"] = changes.map { change -> [String: Any] in
            var values = Self.tag(change, page).values
            values["address"] = page.link("changes/\(change.id.hex)")
            values["kind"] = page.words["staff.change-kind-\(change.body.kind.rawValue)"]
            values["by"] = Self.person(change.proposedBy)
            values["at"] = page.moment(change.proposedAt)
            values["until"] = page.moment(change.expires)
            return values
        }
        return try view.response(in: page)
    }

    static func person(_ principal: Principal) -> String { StaffHandle(principal)?.text ?? principal.name }

    private static func tag(_ change: StaffChange, _ page: StaffPage) -> StatusTag {
        let state = change.state(at: page.now)
        let look: StatusTag.Look =
            switch state {
            case .proposed: .asking
            case .done: .good
            case .refused: .bad
            case .withdrawn, .expired: .over
            }
        return StatusTag(look: look, text: page.words["staff.change-state-\(state.rawValue)"])
    }

    private func show(_ page: StaffPage, problem: String?) async throws -> Response {
        let change = try await change(page)
        let words = page.words
        let isOpen = change.state(at: page.now) == .proposed
        let isOwn = change.proposedBy == (try page.principal)
        let mayDecide = isOpen && page.may(change.body.permission)
        var view = OfficeView("office-change", title: words["staff.change-kind-\(change.body.kind.rawValue)"])
        view.isError = problem != nil
        view.status = problem == nil ? .ok : .conflict
        view.values = ErrorSummaryView(problems: problem.map { [$0] } ?? [], fields: []).values
        var rows = [
            SummaryView.Row(
                words["staff.change-by"], [Self.person(change.proposedBy), page.moment(change.proposedAt)]),
            SummaryView.Row(words["staff.change-until"], [page.moment(change.expires)]),
        ]
        if !change.note.isEmpty { rows.append(SummaryView.Row(words["staff.change-note"], [change.note])) }
        if let decider = change.decidedBy, let at = change.decidedAt {
            rows.append(SummaryView.Row(words["staff.change-decided-by"], [Self.person(decider), page.moment(at)]))
        }
        rows += try await content(change.body, page)
        if let order = try await page.register.keyOrder(of: change.id) { rows.append(Self.row(order, page)) }
        view.values["summary"] = SummaryView(rows: rows).values
        view.values["seen"] = Hex.encode(change.digest)
        view.values["mayAgree"] = mayDecide && !isOwn && page.may(.decideChanges)
        view.values["mayWithdraw"] = mayDecide && isOwn && page.may(.proposeChanges)
        view.values["isOwn"] = isOpen && isOwn
        view.values["agree"] = page.link("changes/\(change.id.hex)/agree")
        view.values["refuse"] = page.link("changes/\(change.id.hex)/refuse")
        view.values["withdraw"] = page.link("changes/\(change.id.hex)/withdraw")
        view.values["hasFile"] = change.body.kind == .putInForce || change.body.kind == .takeRoot
        view.values["file"] = page.link("changes/\(change.id.hex)/file")
        let passes = try await passes(of: change.body, page)
        view.values["hasKey"] = false
        switch change.body {
        case .condemnKey(let key), .reissuePasses(let key, _):
            view.values["hasKey"] = page.may(.seeKeys)
            view.values["key"] = page.link("keys/signing/\(key.hex)")
        default: break
        }
        view.values["hasPasses"] = !passes.isEmpty
        view.values["passes"] = passes
        view.values.merge(Self.tag(change, page).values) { $1 }
        return try view.response(in: page)
    }

    private func content(_ body: ChangeBody, _ page: StaffPage) async throws -> [SummaryView.Row] {
        let words = page.words
        func reason(_ code: String) -> String { ReasonChoices.label(code, page) }
        switch body {
        case .revoke(let passes, let code):
            return [
                SummaryView.Row(words["staff.change-count"], [String(passes.count)]),
                SummaryView.Row(words["staff.pass-reason"], [reason(code)]),
            ]
        case .reinstate(_, let code): return [SummaryView.Row(words["staff.pass-reason"], [reason(code)])]
        case .setRoles(let handle, let roles):
            let before = try await page.register.staffMember(handle)?.roles ?? []
            func names(_ roles: Set<StaffRole>) -> [String] {
                roles.isEmpty ? ["—"] : roles.sorted().map { words["staff.role-\($0.rawValue)"] }
            }
            return [
                SummaryView.Row(words["staff.handle"], [handle.text]),
                SummaryView.Row(words["staff.roles-now"], names(before)),
                SummaryView.Row(words["staff.roles-then"], names(roles)),
            ]
        case .putInForce(let kind, let bytes):
            // Looked at anew, so that who agrees sees what it would come to now.
            let run = try await page.register.dryRun(kind, bytes, now: page.now)
            return [SummaryView.Row(words["staff.rules-what"], [words["staff.rules-kind-\(kind.rawValue)"]])]
                + DryRunPage.rows(run, page)
        case .announceKey, .useKey, .withdrawKey, .replaceRoleKey, .takeRoot, .condemnKey, .reissuePasses:
            return try await KeyChangeLook.rows(of: body, page)
        }
    }

    /// How far something is that was agreed on and takes a moment.
    private static func row(_ order: KeyOrder, _ page: StaffPage) -> SummaryView.Row {
        let words = page.words
        let lines: [String]
        if let why = order.failure {
            lines = [words["staff.order-failed"], why]
        } else if let ended = order.endedAt {
            lines = [words["staff.order-done", ["time": page.moment(ended)]]]
        } else {
            lines = [words["staff.key-order-open"]]
        }
        return SummaryView.Row(words["staff.order"], lines)
    }

    /// The passes that a change names: all of them, so that who agrees has seen them.
    private func passes(of body: ChangeBody, _ page: StaffPage) async throws -> [[String: Any]] {
        let ids: [PassID] =
            switch body {
            case .revoke(let passes, _): passes
            case .reinstate(let pass, _): [pass]
            case .setRoles, .putInForce, .announceKey, .useKey, .withdrawKey, .replaceRoleKey, .takeRoot, .condemnKey,
                .reissuePasses:
                []
            }
        return try await PassRows.values(of: ids, page)
    }
}
