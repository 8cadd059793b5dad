import HTTPTypes
import Hummingbird
import PassCrypto
import Register

/// Everything that a company has, suspended at once: exactly what was shown, and undone as easily. Revoking it takes two people.
struct SuspensionOfficeRoutes: Sendable {
    func add(to router: OfficeRouter) {
        router.page("suspensions", .suspendMany) { page in try await show(page, problem: nil) }
        router.form("suspensions", .suspendMany, fields: ["company", "seen", "reason"], isGrave: true) { page, fields in
            guard let seen = Hex.decode(fields["seen"]) else { throw Problem.badForm }
            let made = try await page.register.suspendCompany(
                fields["company"], seen: seen, reason: fields["reason"], by: page.principal, now: page.now)
            guard let made else {
                return try await show(
                    page, company: fields["company"], problem: page.words["staff.suspension-others"])
            }
            return page.redirect(to: "suspensions/\(made.id.hex)")
        }
        router.form(
            "suspensions/revoke", .suspendMany, .proposeChanges, fields: ["company", "seen", "reason", "note"],
            isGrave: true
        ) {
            page, fields in
            guard let seen = Hex.decode(fields["seen"]) else { throw Problem.badForm }
            let preview = try await page.register.previewRevocation(ofCompany: fields["company"], now: page.now)
            guard preview.digest == seen, !preview.passes.isEmpty else {
                return try await show(
                    page, company: fields["company"], problem: page.words["staff.suspension-others"])
            }
            let change = try await page.register.propose(
                .revoke(preview.passes.map(\.id), reason: fields["reason"]), note: fields["note"], by: page.principal,
                now: page.now)
            return page.redirect(to: "changes/\(change.id.hex)")
        }
        router.page("suspensions/:id", .suspendMany) { page in try await one(page, problem: nil) }
        router.form("suspensions/:id/undo", .suspendMany) { page, _ in
            guard let id = ChangeID(hex: page.parameter("id")) else { throw Problem.notFound }
            switch try await page.register.undoSuspension(id, by: page.principal, now: page.now) {
            case .undone, .already: return page.redirect(to: "suspensions/\(id.hex)")
            case .tooLate: return try await one(page, problem: page.words["staff.suspension-late"])
            case .unknown: throw Problem.notFound
            }
        }
    }

    private func show(_ page: StaffPage, company: String? = nil, problem: String?) async throws -> Response {
        let words = page.words
        let company = company ?? page.query("company")
        var view = OfficeView("office-suspensions", title: words["staff.menu-suspensions"])
        view.isError = problem != nil
        view.status = problem == nil ? .ok : .conflict
        view.values = ErrorSummaryView(problems: problem.map { [$0] } ?? [], fields: []).values
        view.values["company"] = company
        view.values["hasPreview"] = !company.isEmpty
        view.values["send"] = page.link("suspensions")
        view.values["revoke"] = page.link("suspensions/revoke")
        if !company.isEmpty {
            let preview = try await page.register.previewSuspension(ofCompany: company, now: page.now)
            view.values["seen"] = Hex.encode(preview.digest)
            view.values["hasPasses"] = !preview.passes.isEmpty
            view.values["count"] = words["staff.suspension-hits", ["count": String(preview.passes.count)]]
            view.values["passes"] = try PassRows.values(of: preview.passes, page)
            let revocable = try await page.register.previewRevocation(ofCompany: company, now: page.now)
            let suspended = revocable.passes.filter { $0.state == .suspended }
            view.values["seenToRevoke"] = Hex.encode(revocable.digest)
            view.values["hasRevocable"] = !revocable.passes.isEmpty
            view.values["hasSuspended"] = !suspended.isEmpty
            view.values["suspendedCount"] =
                words["staff.suspension-suspended", ["count": String(suspended.count)]]
            view.values["suspended"] = try PassRows.values(of: suspended, page)
            view.values["revokes"] =
                words[
                    "staff.suspension-revokes",
                    ["count": String(revocable.passes.count), "suspended": String(suspended.count)]]
            view.values["suspendReasons"] = ReasonChoices.values(for: .suspend, page)
            view.values["revokeReasons"] = ReasonChoices.values(for: .revoke, page)
        }
        let recent = try await page.register.recentMassSuspensions()
        view.values["hasRecent"] = !recent.isEmpty
        view.values["recent"] = recent.map { suspension -> [String: Any] in
            var values: [String: Any] = [:]
            values["address"] = page.link("suspensions/\(suspension.id.hex)")
            values["company"] = suspension.company
            values["count"] = String(suspension.count)
            values["at"] = page.moment(suspension.madeAt)
            values["by"] = ChangeOfficeRoutes.person(suspension.madeBy)
            values["state"] =
                words[
                    suspension.undoneAt == nil ? "staff.suspension-stands" : "staff.suspension-undone"]
            return values
        }
        return try view.response(in: page)
    }

    private func one(_ page: StaffPage, problem: String?) async throws -> Response {
        guard let id = ChangeID(hex: page.parameter("id")), let made = try await page.register.massSuspension(id)
        else { throw Problem.notFound }
        let words = page.words
        var view = OfficeView("office-suspension", title: words["staff.suspension-of", ["company": made.company]])
        view.isError = problem != nil
        view.status = problem == nil ? .ok : .conflict
        view.values = ErrorSummaryView(problems: problem.map { [$0] } ?? [], fields: []).values
        let rows = [
            SummaryView.Row(words["staff.change-count"], [String(made.count)]),
            SummaryView.Row(words["staff.suspension-still"], [String(made.standing)]),
            SummaryView.Row(
                words["staff.change-by"], [ChangeOfficeRoutes.person(made.madeBy), page.moment(made.madeAt)]),
        ]
        view.values["summary"] = SummaryView(rows: rows).values
        view.values["mayUndo"] =
            made.undoneAt == nil && page.now - made.madeAt < Register.massUndoLasts
        view.values["isUndone"] = made.undoneAt != nil
        view.values["undo"] = page.link("suspensions/\(made.id.hex)/undo")
        return try view.response(in: page)
    }
}
