import HTTPTypes
import Hummingbird
import NIOCore
import PassFormat
import Register

/// What the desk does: approve, reject, revoke.
struct OfficeRoutes: Sendable {
    static let reasonName = "reason"
    /// On one page; a queue comes with the back office.
    private static let shownApplications = 50
    private static let shownPasses = 20

    private let register: Register
    private let office: DevelopmentOffice
    /// Seconds since 1970.
    private let now: @Sendable () -> Int64

    init(register: Register, office: DevelopmentOffice, now: @escaping @Sendable () -> Int64) {
        self.register = register
        self.office = office
        self.now = now
    }

    func add(to router: Router<ServiceContext>) {
        // The guard comes first: what it refuses looks like any address at which there is nothing.
        let group = router.group("office").add(middleware: OfficeGuard()).add(middleware: PageErrors())
        group.get("/") { _, _ in try await page([]) }
        group.get("applications/:id/photo") { _, context in try await photo(context) }
        group.post("applications/:id/approve") { request, context in try await approve(request, context) }
        group.post("applications/:id/reject") { request, context in try await reject(request, context) }
        group.post("passes/:id/revoke") { request, context in try await revoke(request, context) }
    }

    private func principal() throws -> Principal { try Principal("office:dev") }

    /// The fields of a form that our own page has sent.
    private func fields(of request: Request, _ names: Set<String> = []) async throws -> FormFields {
        let fields = try await FormBody.fields(
            of: request, single: names.union([DevelopmentOffice.tokenName]))
        guard office.accepts(fields[DevelopmentOffice.tokenName]) else { throw Problem.notFound }
        return fields
    }

    private func applicationID(_ context: ServiceContext) throws(Problem) -> ApplicationID {
        guard let id = ApplicationID(hex: context.parameters.get("id") ?? "") else { throw .notFound }
        return id
    }

    private func photo(_ context: ServiceContext) async throws -> Response {
        guard let jpeg = try await register.photo(of: applicationID(context)) else { throw Problem.notFound }
        return Response(
            status: .ok, headers: [.contentType: "image/jpeg", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: jpeg)))
    }

    private func approve(_ request: Request, _ context: ServiceContext) async throws -> Response {
        _ = try await fields(of: request)
        switch try await register.approve(applicationID(context), by: principal(), now: now()) {
        case .approved, .already: return PageFrame.redirect(to: .office)
        case .refused(let refusal): return try await page(refusal.problems)
        }
    }

    private func reject(_ request: Request, _ context: ServiceContext) async throws -> Response {
        let fields = try await fields(of: request, [Self.reasonName])
        try await register.reject(
            applicationID(context), reason: fields[Self.reasonName], by: principal(), now: now())
        return PageFrame.redirect(to: .office)
    }

    private func revoke(_ request: Request, _ context: ServiceContext) async throws -> Response {
        let fields = try await fields(of: request, [Self.reasonName])
        guard let id = PassID(hex: context.parameters.get("id") ?? "") else { throw Problem.notFound }
        _ = try await register.change(
            .revoke, id, reason: fields[Self.reasonName], by: principal(), now: now())
        return PageFrame.redirect(to: .office)
    }

    private func page(_ problems: [FieldProblem]) async throws -> Response {
        let passes = try await register.recentPasses(limit: Self.shownPasses).compactMap { summary in
            try summary.text.map { OfficePage.Pass(summary: summary, claims: try PassClaims.claims(in: $0)) }
        }
        return OfficePage(
            applications: try await register.openApplications(limit: Self.shownApplications), passes: passes,
            ports: register.ports, rejectReasons: register.reasons(for: "reject"),
            revokeReasons: register.reasons(for: PassAct.revoke.rawValue), token: office.token,
            utcOffset: register.utcOffset, now: now(), problems: problems
        ).response
    }
}
