import HTTPTypes
import Hummingbird
import NIOCore
import PassFormat
import Register

/// One of the register's own keys: what it signed, and what it would mean if it were in other hands.
struct SigningKeyOfficeRoutes: Sendable {
    /// Numbers shown on the page; all of them are in the file.
    private static let shown = 100
    private static let batch = 10_000

    func add(to router: OfficeRouter) {
        router.page("keys/signing/:key", .seeKeys) { page in try await show(page, problem: nil) }
        router.page("keys/signing/:key/passes", .seeKeys) { page in try await passes(page) }
        router.form("keys/signing/:key/condemn", .changeKeys, .proposeChanges, fields: ["note"], isGrave: true) {
            page, fields in
            try await propose(.condemnKey(key(page).id), page, fields)
        }
        router.form(
            "keys/signing/:key/reissue", .changeKeys, .proposeChanges, fields: ["days", "note"], isGrave: true
        ) {
            page, fields in
            let key = try await key(page)
            guard let days = Int64(fields["days"]), (0...366).contains(days) else {
                return try await show(page, problem: page.words["staff.reissue-days-wrong"])
            }
            return try await propose(.reissuePasses(key.id, days: days), page, fields)
        }
    }

    private func key(_ page: StaffPage) async throws -> RegisterKey {
        guard let id = KeyID(hex: page.parameter("key")),
            let key = try await page.register.keys().last(where: { $0.id == id })
        else { throw Problem.notFound }
        return key
    }

    private func propose(_ body: ChangeBody, _ page: StaffPage, _ fields: FormFields) async throws -> Response {
        do {
            let change = try await page.register.propose(
                body, note: fields["note"], by: page.principal, now: page.now)
            return page.redirect(to: "changes/\(change.id.hex)")
        } catch let error as RegisterError where error.code == .impossibleChange {
            return try await show(page, problem: page.words["staff.change-stale"])
        } catch let error as RegisterError where error.code == .wrongKeys {
            return try await show(page, problem: page.words["staff.keys-not-here"])
        }
    }

    /// The numbers of all good passes that the key signed, one a line.
    private func passes(_ page: StaffPage) async throws -> Response {
        let key = try await key(page)
        guard key.use == .pass else { throw Problem.notFound }
        let numbers = try await numbers(of: key, page)
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/plain; charset=utf-8",
                .contentDisposition: "attachment; filename=\"passes-\(key.id.hex).txt\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(string: numbers.map { $0 + "\n" }.joined())))
    }

    private func numbers(of key: RegisterKey, _ page: StaffPage) async throws -> [String] {
        var numbers: [String] = []
        var place: Int64? = 0
        while let after = place {
            let found = try await page.register.goodPasses(
                signedBy: key.id, after: after, limit: Self.batch, now: page.now)
            numbers += found.numbers
            place = found.place
        }
        return numbers
    }

    private func show(_ page: StaffPage, problem: String?) async throws -> Response {
        let key = try await key(page)
        guard key.use == .pass else { return try Self.view(of: key, nil, [], page, problem: problem) }
        let compromise = try await page.register.compromise(of: key.id, now: page.now)
        let numbers = try await page.register.goodPasses(signedBy: key.id, after: 0, limit: Self.shown, now: page.now)
        return try Self.view(of: key, compromise, numbers.numbers, page, problem: problem)
    }

    @inline(never)
    private static func view(
        of key: RegisterKey, _ compromise: Compromise?, _ numbers: [String], _ page: StaffPage, problem: String?
    ) throws -> Response {
        let words = page.words
        var view = OfficeView("office-key", title: words["staff.key-title", ["key": key.id.hex]])
        view.isError = problem != nil
        view.status = problem == nil ? .ok : .conflict
        view.values = ErrorSummaryView(problems: problem.map { [$0] } ?? [], fields: []).values
        var rows = [
            SummaryView.Row(words["staff.key-use"], [words["staff.key-use-\(key.use.rawValue)"]]),
            SummaryView.Row(words["staff.pass-state"], [words["staff.key-state-\(key.state.rawValue)"]]),
            SummaryView.Row(words["staff.key-signs"], [page.day(key.notBefore), page.day(key.expires - 1)]),
        ]
        if let compromise { rows += KeyChangeLook.rows(compromise, page) }
        view.values["summary"] = SummaryView(rows: rows).values
        view.values["hasPasses"] = compromise.map { !$0.counts.isEmpty } ?? false
        view.values["counts"] = compromise.map { KeyChangeLook.counts($0, page) } ?? []
        view.values["hasNumbers"] = !numbers.isEmpty
        view.values["numbers"] = numbers
        view.values["file"] = page.link("keys/signing/\(key.id.hex)/passes")
        view.values["meaning"] = words["staff.condemn-\(key.use.rawValue)"]
        let mayPropose = page.may(.changeKeys) && page.may(.proposeChanges) && page.register.keyFiles.areAtHand
        view.values["mayCondemn"] = mayPropose && key.state != .compromised && key.state != .ended
        view.values["isCondemned"] = key.state == .compromised
        view.values["mayReissue"] = mayPropose && key.state == .compromised && (compromise?.remaining ?? 0) > 0
        view.values["condemn"] = page.link("keys/signing/\(key.id.hex)/condemn")
        view.values["reissue"] = page.link("keys/signing/\(key.id.hex)/reissue")
        view.values["days"] = String(Register.reissueTime / 86_400)
        return try view.response(in: page)
    }
}
