import Hummingbird
import Register

/// Passes that their holders freed of the company, and its objections.
struct ReleaseRoutes: Sendable {
    let desk: CompanyDesk

    private var register: Register { desk.register }

    func add(to router: SiteRouter) {
        router.get(CompanyPaths.releases) { page in
            let page = try page.withForms()
            return try await desk.member(page) { membership in
                ReleaseListPage(
                    membership: membership, releases: try await register.releases(by: membership.account),
                    utcOffset: register.utcOffset, now: desk.now()
                ).response(page)
            }
        }
        router.get(CompanyPaths.releases + "/:release") { page in
            let page = try page.withForms()
            return try await desk.member(page, .release) { membership in
                try await objecting(page, membership).response(page)
            }
        }
        router.post(CompanyPaths.releases + "/:release") { page in try await object(page.withForms()) }
    }

    /// Where an objection is written; it says so where it is too late, or was written already.
    private func objecting(_ page: PageContext, _ membership: Membership) async throws -> ObjectionPage {
        let id = page.parameter("release").flatMap { Int64($0) }
        guard let release = try await register.releases(by: membership.account).first(where: { $0.id == id }) else {
            throw Problem.notFound
        }
        return ObjectionPage(
            membership: membership, release: release, longest: register.service.longestText,
            utcOffset: register.utcOffset, now: desk.now())
    }

    private func object(_ page: PageContext) async throws -> Response {
        try await desk.member(page, .release) { membership in
            var shown = try await objecting(page, membership)
            let fields = try await page.fields(single: ["objection"])
            shown.text = fields["objection"]
            switch try await register.object(
                to: shown.release.id, text: shown.text, by: membership.account, now: desk.now())
            {
            case .received(let receipt):
                try await page.context.session.grant(.opinion(receipt.number), limits: CompanyDesk.signedIn)
                return page.redirect(to: OpinionPaths.opinion(receipt.number))
            case .refused(let faults): shown.faults = faults
            case .already, .tooLate: return page.redirect(to: CompanyPaths.releases)
            }
            return shown.response(page)
        }
    }
}
