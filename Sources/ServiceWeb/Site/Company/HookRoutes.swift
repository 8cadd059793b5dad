import Hummingbird
import Register

/// Endpoints at which a company's systems are told of what happens: made, looked at and taken away by its owners.
struct HookRoutes: Sendable {
    let desk: CompanyDesk

    private var register: Register { desk.register }

    func add(to router: SiteRouter) {
        router.get(CompanyPaths.hooks) { page in try await show(page.withForms()) }
        router.post(CompanyPaths.hooks) { page in try await make(page.withForms()) }
        router.get(CompanyPaths.hooks + "/:hook") { page in try await hook(page.withForms()) }
        for act in HookAct.allCases {
            router.post(CompanyPaths.hooks + "/:hook/\(act.rawValue)") { page in
                try await perform(act, page.withForms())
            }
        }
    }

    enum HookAct: String, Sendable, CaseIterable { case rotate, enable, remove, again }

    private func show(_ page: PageContext) async throws -> Response {
        try await desk.member(page, .integrate) { try await hooks($0, page, "", [:]) }
    }

    private func hooks(
        _ membership: Membership, _ page: PageContext, _ typed: String, _ errors: [String: String]
    ) async throws -> Response {
        let hooks = try await register.hooks(by: membership.account)
        return HookPages(membership: membership, utcOffset: register.utcOffset).list(hooks, typed, errors, page)
    }

    private func make(_ page: PageContext) async throws -> Response {
        try await desk.member(page, .integrate) { membership in
            let fields = try await page.fields(single: ["hookAddress"])
            let outcome = try await register.makeHook(
                address: fields["hookAddress"], allowsPlain: desk.limits.plainHooks, by: membership.account,
                now: desk.now())
            switch outcome {
            case .made(_, let secret): return secretPage(secret, membership, page)
            case .refused(let faults):
                return try await hooks(
                    membership, page, fields["hookAddress"], FaultWords.byField(faults, page.words))
            }
        }
    }

    private func secretPage(_ secret: HookSecret, _ membership: Membership, _ page: PageContext) -> Response {
        HookPages(membership: membership, utcOffset: register.utcOffset).secret(secret, page)
    }

    private func id(_ page: PageContext) throws(Problem) -> HookID {
        guard let id = page.parameter("hook").flatMap({ HookID(hex: $0) }) else { throw .notFound }
        return id
    }

    private func hook(_ page: PageContext) async throws -> Response {
        try await desk.member(page, .integrate) { membership in
            guard let found = try await register.hook(try id(page), by: membership.account) else {
                throw Problem.notFound
            }
            return HookPages(membership: membership, utcOffset: register.utcOffset).hook(
                found.hook, found.deliveries, page)
        }
    }

    private func perform(_ act: HookAct, _ page: PageContext) async throws -> Response {
        try await desk.member(page, .integrate) { membership in
            let fields = try await page.fields(single: act == .again ? ["delivery"] : [])
            let (id, actor, now) = (try id(page), membership.account, desk.now())
            switch act {
            case .rotate:
                guard let secret = try await register.rotateHook(id, by: actor, now: now) else {
                    throw Problem.notFound
                }
                return secretPage(secret, membership, page)
            case .enable: _ = try await register.enableHook(id, by: actor, now: now)
            case .remove:
                _ = try await register.removeHook(id, by: actor, now: now)
                return page.redirect(to: CompanyPaths.hooks)
            case .again:
                guard let delivery = Int64(fields["delivery"]) else { throw Problem.badForm }
                _ = try await register.tellAgain(delivery, at: id, by: actor, now: now)
            }
            return page.redirect(to: "\(CompanyPaths.hooks)/\(id.hex)")
        }
    }
}
