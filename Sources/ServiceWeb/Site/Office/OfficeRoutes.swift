import HTTPTypes
import Hummingbird
import NIOCore
import PassCrypto
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
        group.get("applications/:number/pictures/:picture") { _, context in try await picture(context) }
        for act in OfficeAct.allCases {
            group.post("applications/:number/\(act.rawValue)") { request, context in
                try await act.isReasoned
                    ? decide(act, request, context, Self.reasonName) : decide(act, request, context, nil)
            }
        }
        group.post("passes/:id/revoke") { request, context in try await revoke(request, context) }
        group.post("companies/:company/approve") { request, context in try await approveCompany(request, context) }
    }

    private func principal() throws -> Principal { try Principal("office:dev") }

    /// The fields of a form that our own page has sent.
    private func fields(of request: Request, _ names: Set<String> = []) async throws -> FormFields {
        let fields = try await FormBody.fields(
            of: request, single: names.union([DevelopmentOffice.tokenName]))
        guard office.accepts(fields[DevelopmentOffice.tokenName]) else { throw Problem.notFound }
        return fields
    }

    private func application(_ context: ServiceContext) async throws -> PassApplication {
        guard let number = ApplicationNumber(typed: context.parameters.get("number") ?? ""),
            let application = try await register.application(number: number)
        else { throw Problem.notFound }
        return application
    }

    private func picture(_ context: ServiceContext) async throws -> Response {
        let application = try await application(context)
        guard let name = Hex.decode(context.parameters.get("picture") ?? ""),
            let jpeg = try await register.picture(name, of: application.id)
        else { throw Problem.notFound }
        return Response(
            status: .ok, headers: [.contentType: "image/jpeg", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: jpeg)))
    }

    private func decide(
        _ act: OfficeAct, _ request: Request, _ context: ServiceContext, _ reason: String?
    ) async throws -> Response {
        let fields = try await fields(of: request, reason.map { [$0] } ?? [])
        let id = try await application(context).id
        let (principal, now) = (try principal(), now())
        switch act {
        case .approve:
            if case .refused(let faults) = try await register.approve(id, by: principal, now: now) {
                return try await page(faults)
            }
        case .police:
            if try await register.application(id)?.state == .submitted {
                try await register.sendToPolice(id, by: principal, now: now)
            }
            try await register.setVerdict(.clear, reference: "DEV", of: id, by: principal, now: now)
        case .fault:
            try await register.fault(
                [Fault(fields[Self.reasonName], "unreadable")], of: id, by: principal, now: now)
        case .reject: try await register.reject(id, reason: fields[Self.reasonName], by: principal, now: now)
        }
        return PageFrame.redirect(to: .office)
    }

    private func revoke(_ request: Request, _ context: ServiceContext) async throws -> Response {
        let fields = try await fields(of: request, [Self.reasonName])
        guard let id = PassID(hex: context.parameters.get("id") ?? "") else { throw Problem.notFound }
        _ = try await register.change(
            .revoke, id, reason: fields[Self.reasonName], by: principal(), now: now())
        return PageFrame.redirect(to: .office)
    }

    private func approveCompany(_ request: Request, _ context: ServiceContext) async throws -> Response {
        _ = try await fields(of: request)
        guard let id = CompanyID(hex: context.parameters.get("company") ?? "") else { throw Problem.notFound }
        try await register.approveCompany(id, by: principal(), now: now())
        return PageFrame.redirect(to: .office)
    }

    private func page(_ faults: [Fault]) async throws -> Response {
        let passes = try await register.recentPasses(limit: Self.shownPasses).compactMap { summary in
            try summary.text.map { OfficePage.Pass(summary: summary, claims: try PassClaims.claims(in: $0)) }
        }
        var cases: [Register.OpenedApplication] = []
        for application in try await register.queue(limit: Self.shownApplications) {
            if let opened = try await register.opened(application.id) { cases.append(opened) }
        }
        return OfficePage(
            cases: cases, companies: try await register.appliedCompanies(limit: Self.shownApplications), passes: passes,
            rejectReasons: register.reasons(for: "reject"),
            revokeReasons: register.reasons(for: PassAct.revoke.rawValue), token: office.token,
            utcOffset: register.utcOffset, now: now(), faults: faults
        ).response
    }
}

/// What the desk does with an application.
enum OfficeAct: String, CaseIterable {
    case approve, police, fault, reject

    /// Whether it says why, or what.
    var isReasoned: Bool { self == .fault || self == .reject }
}
