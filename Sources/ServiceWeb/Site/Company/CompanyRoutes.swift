import Hummingbird
import Register

/// All pages of companies.
struct CompanyRoutes: Sendable {
    let desk: CompanyDesk

    func add(to router: SiteRouter) {
        SignInRoutes(desk: desk).add(to: router)
        FoundingRoutes(desk: desk).add(to: router)
        RosterRoutes(desk: desk).add(to: router)
        BatchRoutes(desk: desk).add(to: router)
        // Before single applications, whose number stands where these have words.
        CrewRoutes(desk: desk).add(to: router)
        OverviewRoutes(desk: desk).add(to: router)
        MemberRoutes(desk: desk).add(to: router)
        CompanyPaymentRoutes(desk: desk).add(to: router)
        ReleaseRoutes(desk: desk).add(to: router)
        TokenRoutes(desk: desk).add(to: router)
        HookRoutes(desk: desk).add(to: router)
        SecurityRoutes(desk: desk).add(to: router)
    }
}
