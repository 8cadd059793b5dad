import Hummingbird

/// Addresses that the menu leads to and that have no page of their own yet: they say what to do until then. A page that is added
/// at its address takes its place without a change here.
enum PendingPages {
    static let paths: Set<String> = ["public/data", "public/statistics", "public/satisfaction"]

    static func page(in page: PageContext) -> Response {
        var content = SitePage("pending", title: page.words["pending.title"])
        content.menu = page.path
        content.values = ["counter": page.link("counter")]
        return page.response(content)
    }
}
