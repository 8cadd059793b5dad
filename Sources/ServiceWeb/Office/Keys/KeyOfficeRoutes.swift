import Hummingbird
import PassFormat
import Register

/// What keys there are, what each signs and until when, how far each rotation is, and what can be proposed: two people change keys.
struct KeyOfficeRoutes: Sendable {
    func add(to router: OfficeRouter) {
        router.page("keys", .seeKeys) { page in try await show(page, problem: nil) }
        router.form("keys/propose", .changeKeys, .proposeChanges, fields: ["change", "note"], isGrave: true) {
            page, fields in try await propose(page, fields)
        }
    }

    private func propose(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        guard !fields["change"].isEmpty else {
            return try await show(page, problem: page.words["errors.choose"])
        }
        guard let proposal = KeyProposal(fields["change"]) else { throw Problem.badForm }
        do {
            let change = try await proposal.propose(note: fields["note"], in: page)
            return page.redirect(to: "changes/\(change.id.hex)")
        } catch let error as RegisterError where error.code == .impossibleChange {
            return try await show(page, problem: page.words["staff.change-stale"])
        } catch let error as RegisterError where error.code == .wrongKeys {
            return try await show(page, problem: page.words["staff.keys-not-here"])
        }
    }

    private func show(_ page: StaffPage, problem: String?) async throws -> Response {
        let overview = try await page.register.keyOverview(now: page.now)
        let waiting = try await page.register.recentChanges().filter { $0.body.kind.isAboutKeys }
        let orders = try await page.register.openKeyOrders()
        return try Self.view(of: overview, waiting, orders, page, problem: problem)
    }

    /// Apart from the asynchronous part, and not inlined into it: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    private static func view(
        of overview: KeyOverview, _ changes: [StaffChange], _ orders: [KeyOrder], _ page: StaffPage, problem: String?
    ) throws -> Response {
        let words = page.words
        var view = OfficeView("office-keys", title: words["staff.menu-keys"])
        view.isError = problem != nil
        view.status = problem == nil ? .ok : .conflict
        view.values = ErrorSummaryView(problems: problem.map { [$0] } ?? [], fields: []).values
        view.values.merge(Self.alarm(overview.alarm, words)) { $1 }
        view.values["keys"] = overview.keys.map { Self.values($0, page) }
        view.values["rotations"] = overview.rotations.map { Self.values($0, page) }
        view.values["roles"] = overview.roles.map { Self.values($0, page) }
        let open = changes.filter { $0.state(at: page.now) == .proposed }
        view.values["hasWaiting"] = !open.isEmpty || !orders.isEmpty
        view.values["waiting"] =
            orders.map { Self.waiting($0.change, words["staff.key-order-open"], page) }
            + open.map {
                Self.waiting($0, words["staff.change-waits", ["time": page.moment($0.expires)]], page)
            }
        let mayPropose = page.may(.changeKeys) && page.may(.proposeChanges)
        view.values["mayPropose"] = mayPropose && page.register.keyFiles.areAtHand
        view.values["isElsewhere"] = mayPropose && !page.register.keyFiles.areAtHand
        view.values["propose"] = page.link("keys/propose")
        view.values["root"] = page.link("keys/root")
        view.values["proposals"] = KeyProposal.possible(overview).map { proposal -> [String: Any] in
            ["value": proposal.text, "text": proposal.label(words)]
        }
        return try view.response(in: page)
    }

    private static func waiting(_ change: StaffChange, _ state: String, _ page: StaffPage) -> [String: Any] {
        var values: [String: Any] = [:]
        values["address"] = page.link("changes/\(change.id.hex)")
        values["kind"] = page.words["staff.change-kind-\(change.body.kind.rawValue)"]
        values["by"] = ChangeOfficeRoutes.person(change.proposedBy)
        values["state"] = state
        return values
    }

    private static func alarm(_ alarm: KeyAlarm?, _ words: SiteWords) -> [String: Any] {
        let look: StatusTag.Look =
            switch alarm {
            case nil: .good
            case .notice: .waiting
            case .warning: .asking
            case .urgent, .over: .bad
            }
        return StatusTag(look: look, text: words["staff.key-alarm-\(alarm?.rawValue ?? "none")"]).values
    }

    private static func values(_ key: KeyOverview.SigningKey, _ page: StaffPage) -> [String: Any] {
        let words = page.words
        var values = key.state == .current ? alarm(key.alarm, words) : [:]
        values["hasAlarm"] = key.state == .current
        values["id"] = key.id.hex
        values["address"] = page.link("keys/signing/\(key.id.hex)")
        values["use"] = words["staff.key-use-\(key.use.rawValue)"]
        values["state"] = words["staff.key-state-\(key.state.rawValue)"]
        values["from"] = page.day(key.notBefore)
        values["until"] = page.day(key.expires - 1)
        values["left"] = words["staff.key-left", ["count": String(max(0, key.daysLeft))]]
        return values
    }

    private static func values(_ rotation: KeyRotation, _ page: StaffPage) -> [String: Any] {
        let words = page.words
        let use = rotation.use.rawValue
        var text = words["staff.rotation-\(rotation.stage.rawValue)"]
        if rotation.stage == .waiting {
            let missing = rotation.missing.joined(separator: words["staff.comma"])
            text +=
                words[
                    "staff.rotation-missing", ["gates": missing.isEmpty ? words["staff.rotation-no-gate"] : missing]]
            if let until = rotation.until { text += words["staff.rotation-until", ["time": page.moment(until)]] }
        }
        return ["use": words["staff.key-use-\(use)"], "key": rotation.announced?.id.hex ?? "—", "stage": text]
    }

    private static func values(_ role: KeyOverview.Role, _ page: StaffPage) -> [String: Any] {
        let words = page.words
        var values = alarm(role.alarm, words)
        values["role"] = role.name
        values["keys"] = role.keys.map(\.hex)
        values["threshold"] =
            words[
                "staff.role-threshold", ["count": String(role.threshold), "all": String(role.keys.count)]]
        values["version"] = role.version.map { String($0) } ?? "—"
        values["until"] = role.expires.map { page.day($0 - 1) } ?? "—"
        values["where"] = words[role.isAtHand ? "staff.key-here" : "staff.key-elsewhere"]
        return values
    }
}
