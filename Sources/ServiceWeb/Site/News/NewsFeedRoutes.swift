import HTTPTypes
import Hummingbird
import Identifiers
import NIOCore
import OpenData
import Register

/// `/feeds/news.LANG.atom`: announcements for programs that tell their readers of new ones.
struct NewsFeedRoutes: Sendable {
    let register: Register
    let site: Site
    let shelf: NewsShelf
    /// Seconds since 1970.
    let now: @Sendable () -> Int64

    func add(to router: Router<ServiceContext>) {
        for method in [HTTPRequest.Method.get, .head] {
            router.on("feeds/:name", method: method) { request, context in
                try await answer(request, name: context.parameters.get("name") ?? "")
            }
        }
    }

    private func answer(_ request: Request, name: String) async throws -> Response {
        guard let language = SiteLanguage.allCases.first(where: { NewsFeed.path($0) == "/feeds/\(name)" }) else {
            throw Problem.notFound
        }
        let shelf = try await shelf.shelf()
        return try Self.response(
            NewsFeed(
                shelf: shelf, today: CivilDate(of: now(), utcOffset: register.utcOffset), language: language,
                words: site.words(language),
                address: register.openDataRules?.publisher.address ?? "https://\(register.newsAuthority)",
                authority: register.newsAuthority), to: request)
    }

    @inline(never)
    private static func response(_ feed: NewsFeed, to request: Request) throws -> Response {
        let bytes = feed.bytes()
        var response = try CacheableAnswer(
            type: "application/atom+xml; charset=utf-8", tag: EntityTags.tag(of: bytes),
            cacheControl: CacheableAnswer.revalidated, size: bytes.count
        ) {
            ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        }.response(to: request)
        // A tag says more than a time, and where both come the time is passed over (RFC 9110 section 13.1.3).
        if request.headers[.ifNoneMatch] == nil, feed.updatedAt > 0,
            let known = request.headers[.ifModifiedSince].flatMap(HTTPDate.parse), feed.updatedAt <= known
        {
            response = Response(
                status: .notModified,
                headers: [.eTag: EntityTags.tag(of: bytes), .cacheControl: CacheableAnswer.revalidated])
        }
        if feed.updatedAt > 0 { response.headers[.lastModified] = HTTPDate.text(feed.updatedAt) }
        return response
    }
}
