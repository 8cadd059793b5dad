import Hummingbird
import PassFormat
import Register

/// 掛失與註銷: what holders do with their own passes.
struct LostRoutes: Sendable {
    let register: Register
    let holders: HolderAccess
    let finder: PassFinder
    /// Seconds since 1970.
    let now: @Sendable () -> Int64

    init(register: Register, limits: WebLimits, now: @escaping @Sendable () -> Int64) {
        self.register = register
        self.now = now
        holders = HolderAccess(register: register)
        finder = PassFinder(.lost, register: register, limits: limits, now: now)
    }

    func add(to router: SiteRouter) {
        finder.add(to: router)
        router.get("lost/:number") { page in try await show(page.withForms()) }
        router.post("lost/:number/report") { page in try await report(page.withForms()) }
        router.post("lost/:number/found") { page in
            try await act(page) { try await register.reportFound($0, by: principal(), now: now()) }
        }
        router.get("lost/:number/cancel") { page in try await confirm(page.withForms()) }
        router.post("lost/:number/cancel") { page in
            try await act(page) { try await register.cancelPass($0, by: principal(), now: now()) }
        }
    }

    private func principal() throws -> Principal { try Principal("site") }

    private func pass(_ page: PageContext) async throws -> PassSummary {
        try await holders.pass(page, numbered: page.parameter("number") ?? "")
    }

    private func shown(_ pass: PassSummary) async throws -> LostPassPage {
        var effective: (count: Int, all: Int)?
        if pass.reason != nil, let known = try? await register.effectiveness(of: pass.id) {
            effective = (known.gates.count { $0.since != nil }, known.gates.count)
        }
        return LostPassPage(
            pass: pass, isSelfReported: try await register.isSelfReported(pass.id), effective: effective,
            violations: try await register.violations(ofPass: pass.number), now: now(), utcOffset: register.utcOffset)
    }

    private func show(_ page: PageContext) async throws -> Response {
        // A link kept from before says where to begin.
        guard try await holders.hasProof(page) else { return page.redirect(to: "lost/find") }
        return try await shown(pass(page)).response(in: page)
    }

    private func report(_ page: PageContext) async throws -> Response {
        let pass = try await pass(page)
        let fields = try await page.fields(single: ["kind"])
        guard let kind = LossKind(rawValue: fields["kind"]) else {
            var shown = try await shown(pass)
            shown.faults = [Fault("kind", "unknown-choice")]
            return shown.response(in: page)
        }
        _ = try await register.reportLost(pass.id, kind, by: principal(), now: now())
        return page.redirect(to: LostPaths.pass(pass.number))
    }

    private func act(
        _ page: PageContext, _ body: (PassID) async throws -> HolderOutcome
    ) async throws -> Response {
        let pass = try await pass(page)
        _ = try await page.fields(single: [])
        _ = try await body(pass.id)
        return page.redirect(to: LostPaths.pass(pass.number))
    }

    private func confirm(_ page: PageContext) async throws -> Response {
        let pass = try await pass(page)
        let words = page.words
        var content = SitePage("lost-cancel", title: words["lost.cancel-title"])
        content.values = [
            "number": pass.number, "action": page.link(LostPaths.act(pass.number, "cancel")),
            "back": page.link(LostPaths.pass(pass.number)),
        ]
        return page.response(content)
    }
}
