import Hummingbird
import Identifiers
import Register

/// The pages that say the same to everybody, and their addresses.
package struct ContentPages: Sendable {
    package static let all = [
        ContentPage(path: "", template: "home", title: "home.title", values: HomeValues.values),
        ContentPage(path: "apply", template: "apply", title: "menu.apply", menu: "apply"),
        ContentPage(path: "guide", template: "guide", title: "menu.guide", menu: "guide"),
        ContentPage(
            path: "guide/qualification", template: "guide-qualification", title: "menu.qualification",
            menu: "guide/qualification", values: ProcedureValues.values),
        ContentPage(
            path: "guide/documents", template: "guide-documents", title: "menu.documents", menu: "guide/documents",
            values: ProcedureValues.values),
        ContentPage(
            path: "guide/days", template: "guide-days", title: "menu.days", menu: "guide/days",
            values: DaysValues.values),
        ContentPage(
            path: "guide/fees", template: "guide-fees", title: "menu.fees", menu: "guide/fees",
            values: FeeValues.values),
        ContentPage(
            path: "guide/rules", template: "guide-rules", title: "menu.rules", menu: "guide/rules",
            values: RuleValues.values),
        ContentPage(
            path: "guide/gates", template: "guide-gates", title: "menu.gates", menu: "guide/gates",
            values: GateValues.values),
        ContentPage(path: "faq", template: "faq", title: "faq.title", values: FAQValues.values),
        ContentPage(path: "privacy", template: "privacy", title: "privacy.title"),
        ContentPage(path: "security", template: "security", title: "security.title"),
        ContentPage(path: "accessibility", template: "accessibility", title: "accessibility.title"),
        ContentPage(
            path: "sitemap", template: "sitemap", title: "sitemap.title",
            values: { ["groups": SiteMenu.values($0.page.words, current: nil)] }),
        ContentPage(path: "public/verify", template: "verify", title: "verify.title", menu: "public/verify"),
        ContentPage(path: "lost", template: "lost", title: "lost.title", values: CounterValues.values),
        ContentPage(
            path: "counter", template: "counter", title: "menu.counter", menu: "counter",
            values: CounterValues.values),
        ContentPage(path: "public", template: "public", title: "menu.public", menu: "public"),
    ]

    let register: Register
    let news: NewsShelf
    let kept = StaticPages()
    /// The one page that is another whenever something is announced.
    let home = StaticPages()
    /// Seconds since 1970.
    let now: @Sendable () -> Int64

    func add(to router: SiteRouter) {
        for content in Self.all where !content.path.isEmpty {
            router.get(content.path) { page in
                let today = SiteDate.day(of: now(), utcOffset: register.utcOffset)
                return try kept.response(on: today, in: page) {
                    content.page(with: ContentFacts(page: page, site: register.siteFacts(on: today), today: today))
                }
            }
        }
        for content in Self.all where content.path.isEmpty {
            router.get(content.path) { page in try await home(content, page) }
        }
    }

    private func home(_ content: ContentPage, _ page: PageContext) async throws -> Response {
        try Self.home(
            content, try await news.shelf(), home, SiteDate.day(of: now(), utcOffset: register.utcOffset), register,
            page)
    }

    @inline(never)
    private static func home(
        _ content: ContentPage, _ shelf: NewsShelf.Shelf, _ kept: StaticPages, _ today: CivilDate,
        _ register: Register, _ page: PageContext
    ) throws -> Response {
        try kept.response(on: today, edition: shelf.edition, in: page) {
            content.page(
                with: ContentFacts(
                    page: page, site: register.siteFacts(on: today), today: today,
                    important: shelf.important(on: today), newest: shelf.newest(HomeValues.newest, on: today),
                    utcOffset: shelf.utcOffset))
        }
    }
}
