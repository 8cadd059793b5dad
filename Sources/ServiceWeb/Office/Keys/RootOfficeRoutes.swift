import HTTPTypes
import Hummingbird
import NIOCore
import PassCrypto
import PassFormat
import Register
import TrustPublishing

/// The next root, step by step: ordered here, signed on other machines by who holds root keys, brought back, and taken by two people.
/// No root key is ever on this machine.
struct RootOfficeRoutes: Sendable {
    func add(to router: OfficeRouter) {
        router.page("keys/root", .seeKeys) { page in try await show(page, problem: nil) }
        router.page("keys/root/file", .seeKeys) { page in try await file(page) }
        router.form(
            "keys/root/order", .changeKeys, .proposeChanges, fields: ["added", "threshold"],
            repeated: ["replace", "removed"], isGrave: true
        ) { page, fields in try await order(page, fields) }
        router.upload("keys/root/signed", .changeKeys, file: "file") { page, _, upload in
            try await takeIn(page, upload)
        }
        router.form("keys/root/propose", .changeKeys, .proposeChanges, fields: ["note"], isGrave: true) {
            page, fields in try await propose(page, fields)
        }
        router.form("keys/root/drop", .changeKeys, .proposeChanges, isGrave: true) { page, _ in
            try await page.register.dropRootOrder(by: page.principal, now: page.now)
            return page.redirect(to: "keys/root")
        }
    }

    private func file(_ page: StaffPage) async throws -> Response {
        guard let ordered = try await page.register.orderedRoot() else { throw Problem.notFound }
        return Self.file(ordered.encoded())
    }

    static func file(_ bytes: [UInt8]) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "application/json",
                .contentDisposition: "attachment; filename=\"next-root.json\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    // MARK: Steps

    private func order(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let words = page.words
        let roles = Set(fields.all("replace").compactMap { RepositoryRole(rawValue: $0) })
        let removed = fields.all("removed").compactMap { KeyID(hex: $0) }
        guard roles.count == Set(fields.all("replace")).count, removed.count == fields.all("removed").count else {
            throw Problem.badForm
        }
        var added: [PublicKey] = []
        for line in fields["added"].split(whereSeparator: \.isWhitespace) {
            guard let bytes = Hex.decode(String(line)), let key = try? PublicKey(bytes) else {
                return try await show(page, problem: words["staff.root-added-wrong"])
            }
            added.append(key)
        }
        let threshold = Int(fields["threshold"])
        guard fields["threshold"].isEmpty || threshold.map((1...99).contains) ?? false else {
            return try await show(page, problem: words["staff.root-threshold-wrong"])
        }
        do {
            _ = try await page.register.orderRoot(
                replacing: roles, added: added, removed: removed, threshold: threshold, by: page.principal,
                now: page.now)
            return page.redirect(to: "keys/root")
        } catch let error as RegisterError where error.code == .impossibleChange {
            return try await show(page, problem: words["staff.root-refused", ["problem": error.description]])
        } catch let error as RegisterError where error.code == .wrongKeys {
            return try await show(page, problem: words["staff.keys-not-here"])
        }
    }

    private func takeIn(_ page: StaffPage, _ upload: FormUpload?) async throws -> Response {
        let words = page.words
        switch upload {
        case nil: return try await show(page, problem: words["errors.choose"])
        case .tooLarge: return try await show(page, problem: words["errors.too-large"])
        case .file(let bytes):
            switch try await page.register.takeIn(signedRoot: bytes) {
            case nil: return try await show(page, problem: words["staff.root-other-file"])
            case 0: return try await show(page, problem: words["staff.root-nothing-new"])
            case .some: return page.redirect(to: "keys/root")
            }
        }
    }

    private func propose(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        guard let ordered = try await page.register.orderedRoot() else {
            return try await show(page, problem: page.words["staff.change-stale"])
        }
        do {
            let change = try await page.register.propose(
                .takeRoot(ordered.encoded()), note: fields["note"], by: page.principal, now: page.now)
            return page.redirect(to: "changes/\(change.id.hex)")
        } catch let error as RegisterError where error.code == .impossibleChange {
            return try await show(page, problem: page.words["staff.root-refused", ["problem": error.description]])
        } catch let error as RegisterError where error.code == .wrongKeys {
            return try await show(page, problem: page.words["staff.keys-not-here"])
        }
    }

    // MARK: The page

    private func show(_ page: StaffPage, problem: String?) async throws -> Response {
        let overview = try await page.register.keyOverview(now: page.now)
        let ordered = try await page.register.orderedRoot()
        let changes = try await page.register.recentChanges().filter { $0.body.kind == .takeRoot }
        let orders = try await page.register.openKeyOrders().filter { $0.change.body.kind == .takeRoot }
        return try Self.view(overview, ordered, changes, orders, page, problem: problem)
    }

    @inline(never)
    private static func view(
        _ overview: KeyOverview, _ ordered: RootProposal?, _ changes: [StaffChange], _ orders: [KeyOrder],
        _ page: StaffPage, problem: String?
    ) throws -> Response {
        let words = page.words
        var view = OfficeView("office-root", title: words["staff.root-title"])
        view.isError = problem != nil
        view.status = problem == nil ? .ok : .conflict
        view.values = ErrorSummaryView(problems: problem.map { [$0] } ?? [], fields: []).values
        let root = overview.roles.first { $0.name == "root" }
        let waits = changes.first { $0.state(at: page.now) == .proposed }
        let follows = try ordered.map { try page.register.follows($0) } ?? true
        let isComplete = ordered.map { $0.missing == (0, 0) } ?? false
        let may = page.may(.changeKeys) && page.may(.proposeChanges) && page.register.keyFiles.areAtHand
        let step: String
        if !orders.isEmpty {
            step = "taking"
        } else if ordered == nil {
            step = "none"
        } else if !follows {
            step = "stale"
        } else if waits != nil {
            step = "decide"
        } else {
            step = isComplete ? "propose" : "sign"
        }
        view.values["stage"] = words["staff.root-stage-\(step)"]
        view.values["now"] = SummaryView(rows: Self.rows(root, page)).values
        view.values["hasOrder"] = ordered != nil
        view.values["summary"] = ordered.map { SummaryView(rows: KeyChangeLook.rootRows($0, page)).values } ?? []
        view.values["file"] = page.link("keys/root/file")
        view.values["mayOrder"] = may && ordered == nil
        view.values["order"] = page.link("keys/root/order")
        view.values["roles"] = Register.rooted.map { role -> [String: Any] in
            ["value": role.rawValue, "text": words["staff.root-replace", ["role": role.rawValue]]]
        }
        view.values["rootKeys"] = (root?.keys ?? []).map { key -> [String: Any] in
            ["value": key.hex, "text": words["staff.root-remove", ["key": key.hex]]]
        }
        view.values["isSigning"] = ordered != nil && (step == "sign" || step == "propose")
        view.values["mayTakeIn"] = may && (step == "sign" || step == "propose")
        view.values["signed"] = page.link("keys/root/signed")
        view.values["mayPropose"] = may && step == "propose"
        view.values["propose"] = page.link("keys/root/propose")
        view.values["mayDrop"] = may && ordered != nil && step != "taking"
        view.values["drop"] = page.link("keys/root/drop")
        view.values["hasChange"] = waits != nil
        view.values["change"] = waits.map { page.link("changes/\($0.id.hex)") } ?? ""
        return try view.response(in: page)
    }

    private static func rows(_ root: KeyOverview.Role?, _ page: StaffPage) -> [SummaryView.Row] {
        guard let root else { return [] }
        let words = page.words
        return [
            SummaryView.Row(words["staff.root-version"], [root.version.map { String($0) } ?? "—"]),
            SummaryView.Row(words["staff.pass-until"], [root.expires.map { page.day($0 - 1) } ?? "—"]),
            SummaryView.Row(
                words["staff.key-threshold"],
                [
                    words[
                        "staff.role-threshold",
                        ["count": String(root.threshold), "all": String(root.keys.count)]]
                ]),
            SummaryView.Row(words["staff.key-id"], root.keys.map(\.hex)),
        ]
    }
}
