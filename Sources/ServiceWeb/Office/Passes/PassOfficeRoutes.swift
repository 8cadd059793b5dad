import HTTPTypes
import Hummingbird
import NIOCore
import PassFormat
import Register

/// Finding a pass, looking at it, and what one person does to it.
struct PassOfficeRoutes: Sendable {
    func add(to router: OfficeRouter) {
        router.page("passes", .seePasses) { page in try await search(page) }
        router.page("passes/:id", .seePasses) { page in try await show(page, page.query("done")) }
        router.page("passes/:id/effective", .seePasses) { page in try await effective(page) }
        for act in [PassAct.suspend, .revoke] {
            router.form("passes/:id/\(act.rawValue)", .changePasses, fields: ["reason"], isGrave: true) {
                page, fields in
                let id = try await pass(page).id
                _ = try await page.register.change(
                    act, id, reason: fields["reason"], by: page.principal, now: page.now)
                return page.redirect(to: "passes/\(id.hex)?done=\(act.rawValue)")
            }
        }
        // One person lifts what its holder had reported; anything else takes two (DESIGN section 7).
        router.form("passes/:id/found", .changePasses) { page, _ in
            let id = try await pass(page).id
            guard try await page.register.isSelfReported(id) else { throw Problem.needsTwo }
            _ = try await page.register.reportFound(id, by: page.principal, now: page.now)
            return page.redirect(to: "passes/\(id.hex)?done=found")
        }
        router.form(
            "passes/:id/propose-lift", .proposeChanges, ChangeBody.Kind.reinstate.permission,
            fields: ["reason", "note"]
        ) { page, fields in
            let change = try await page.register.propose(
                .reinstate(try await pass(page).id, reason: fields["reason"]), note: fields["note"],
                by: page.principal, now: page.now)
            return page.redirect(to: "changes/\(change.id.hex)")
        }
    }

    private func pass(_ page: StaffPage) async throws -> PassSummary {
        guard let id = PassID(hex: page.parameter("id")), let pass = try await page.register.pass(id) else {
            throw Problem.notFound
        }
        return pass
    }

    // MARK: Searching

    private func search(_ page: StaffPage) async throws -> Response {
        let words = page.words
        let typed = page.query("q")
        let found = typed.isEmpty ? [] : try await page.register.findPasses(typed)
        var view = OfficeView("office-passes", title: words["staff.menu-passes"])
        view.values["q"] = typed
        view.values["hasSearched"] = !typed.isEmpty
        view.values["hasFound"] = !found.isEmpty
        view.values["count"] = words["staff.found", ["count": String(found.count)]]
        view.values["passes"] = try PassRows.values(of: found, page)
        return try view.response(in: page)
    }

    // MARK: One pass

    private func show(_ page: StaffPage, _ done: String) async throws -> Response {
        let words = page.words
        let pass = try await pass(page)
        try await page.register.noteAccess(toPass: pass.id, for: .pass, by: page.principal, now: page.now)
        let claims = try pass.text.map { try PassClaims.claims(in: $0) }
        let isSelfReported = try await page.register.isSelfReported(pass.id)
        let violations =
            page.may(.seeViolations) ? try await page.register.violations(ofPass: pass.number) : []
        let isHeld = try await page.register.isHeldByViolation(pass.id)
        let mayReissue = try await page.register.mayReissue(pass.id, now: page.now)
        let others = try await page.register.passes(number: pass.number).filter { $0.id != pass.id }
        var rows = [SummaryView.Row(words["staff.pass-number"], [pass.number])]
        func row(_ word: String, _ lines: [String]) {
            let lines = lines.filter { !$0.isEmpty }
            if !lines.isEmpty { rows.append(SummaryView.Row(words["staff.pass-\(word)"], lines)) }
        }
        if let claims {
            row("name", [claims.name?.string ?? ""])
            row("hint", [claims.idHint?.string ?? ""])
            row("organisation", [claims.organisation?.string ?? ""])
            row("plates", claims.plates.map(\.string))
            row(
                "places",
                claims.places(page.register.ports).map { page.language == .zhHant ? $0.chinese : $0.english })
            row("phone", [words[claims.holderKey == nil ? "staff.pass-no-phone" : "staff.pass-has-phone"]])
        }
        row("from", [page.day(pass.notBefore)])
        row("until", [page.day(pass.expires - 1)])
        row("reason", [pass.reason.map { ReasonChoices.label($0, page) } ?? ""])
        let isOver = pass.isExpired(at: page.now)
        let isActive = pass.state == .active && !isOver
        let isSuspended = pass.state == .suspended && !isOver
        var view = OfficeView("office-pass", title: "\(words["staff.pass-title"]) \(pass.number)")
        view.done = words.find("staff.done-\(done)")
        view.values["summary"] = SummaryView(rows: rows).values
        let mayChange = page.may(.changePasses)
        let isWaiting = pass.state == .waiting && !isOver
        view.values["maySuspend"] = isActive && mayChange
        view.values["mayRevoke"] = (isActive || isSuspended || isWaiting) && mayChange
        view.values["mayFind"] = isSuspended && isSelfReported && mayChange
        let mayPropose = page.may(.proposeChanges) && page.may(ChangeBody.Kind.reinstate.permission)
        view.values["mayProposeLift"] = isSuspended && !isSelfReported && mayPropose && !isHeld
        view.values["needsTwo"] = isSuspended && !isSelfReported && !isHeld
        view.values["isHeld"] = isHeld
        view.values["mayRecord"] = page.may(.recordViolations)
        view.values["record"] = page.link("record-violation?pass=\(pass.id.hex)")
        view.values["hasViolations"] = !violations.isEmpty
        view.values["violations"] = violations.map { ViolationLook.row($0.violation, page) }
        let base = page.link("passes/\(pass.id.hex)")
        view.values["mayReissue"] = mayReissue && mayChange
        view.values["reissue"] = base + "/reissue"
        view.values["mayActivate"] = isWaiting && mayChange
        view.values["activate"] = base + "/activate"
        view.values["hasOthers"] = !others.isEmpty
        view.values["count"] = words["staff.pass-same-number"]
        view.values["passes"] = try PassRows.values(of: others.reversed(), page)
        view.values["suspend"] = base + "/suspend"
        view.values["revoke"] = base + "/revoke"
        view.values["found"] = base + "/found"
        view.values["lift"] = base + "/propose-lift"
        view.values["identity"] = base + "/identity"
        view.values["hasScans"] = page.may(.seeGates)
        view.values["scans"] = page.link("scans?number=\(pass.number)")
        view.values["mayOpen"] = page.may(.servePersons) && claims?.idHint != nil
        view.values["purposes"] = IdentityPurpose.allCases.map { purpose -> [String: Any] in
            ["value": purpose.rawValue, "text": words["staff.purpose-\(purpose.rawValue)"]]
        }
        view.values["suspendReasons"] = ReasonChoices.values(for: .suspend, page)
        view.values["revokeReasons"] = ReasonChoices.values(for: .revoke, page)
        view.values["liftReasons"] = ReasonChoices.values(for: .reinstate, page)
        view.values.merge(PassLook.tag(pass, page).values) { $1 }
        let effect = try await effect(of: pass.id, page)
        view.values["hasEffect"] = effect != nil
        view.values["effect"] = effect.map(\.text) ?? ""
        view.values["effectGates"] = effect?.gates ?? []
        view.values["effectAddress"] = page.link("passes/\(pass.id.hex)/effective")
        view.values["isEffective"] = effect?.isEverywhere ?? true
        return try view.response(in: page)
    }

    // MARK: Where a change is in force

    private struct Effect {
        let text: String
        let gates: [[String: Any]]
        let isEverywhere: Bool
    }

    /// Nil for a pass that was never changed.
    private func effect(of id: PassID, _ page: StaffPage) async throws -> Effect? {
        let found: Effectiveness
        do {
            found = try await page.register.effectiveness(of: id)
        } catch let error as RegisterError where error.code == .impossibleChange {
            return nil
        }
        let words = page.words
        let there = found.gates.count { $0.since != nil }
        let text =
            found.version == nil
            ? words["staff.effect-unpublished"]
            : words["staff.effect", ["count": String(there), "all": String(found.gates.count)]]
        return Effect(
            text: text, gates: found.gates.map { Self.values($0, page) },
            isEverywhere: found.version != nil && there == found.gates.count)
    }

    private static func values(_ gate: Effectiveness.Gate, _ page: StaffPage) -> [String: Any] {
        let words = page.words
        let tag = StatusTag(
            look: gate.since == nil ? .waiting : .good,
            text: words[gate.since == nil ? "staff.effect-waits" : "staff.effect-holds"])
        var values = tag.values
        values["gate"] = gate.gate
        values["since"] = gate.since.map { page.moment($0) } ?? words["staff.effect-not-yet"]
        return values
    }

    /// The same as a piece of a page, which the page asks for again until every gate knows.
    private func effective(_ page: StaffPage) async throws -> Response {
        guard let effect = try await effect(of: try await pass(page).id, page) else { throw Problem.notFound }
        let html = page.desk.site.templates.render(
            "office-effect", in: page.language,
            ["effect": effect.text, "effectGates": effect.gates, "isEffective": effect.isEverywhere])
        return Response(
            status: .ok, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: html)))
    }
}

extension Problem {
    static let needsTwo = Problem(.conflict, "needs-two", "two people lift this suspension: propose it")
}
