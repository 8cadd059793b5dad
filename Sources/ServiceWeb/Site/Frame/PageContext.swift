import HTTPTypes
import Hummingbird
import Register

/// One request for a page, and what a page is made of.
struct PageContext: Sendable {
    let site: Site
    let language: SiteLanguage
    let request: Request
    let context: ServiceContext
    /// Below the language, without slashes at its ends: `guide/fees`; empty for the home page.
    let path: String
    /// What goes along with every form of this page, hidden: bound to the session.
    var csrf: String?

    init(site: Site, language: SiteLanguage, request: Request, context: ServiceContext) {
        self.site = site
        self.language = language
        self.request = request
        self.context = context
        path = Self.path(request.uri.path)
    }

    private static func path(_ path: String) -> String {
        let slash = UInt8(ascii: "/")
        let parts = path.utf8.split(separator: slash).dropFirst()
        return String(decoding: Array(parts.joined(separator: CollectionOfOne(slash))), as: UTF8.self)
    }

    var words: SiteWords { site.words(language) }

    /// The address of a page in this language: `/vi/guide/fees`.
    func link(_ path: String) -> String { "/\(language.rawValue)/\(path)" }

    /// A part of the path, such as `:number`.
    func parameter(_ name: String) -> String? { context.parameters.get(name) }

    func response(_ page: SitePage) -> Response { page.response(in: self) }

    /// To another page of this language, asked for with GET (RFC 9110 section 15.4.4).
    func redirect(to path: String) -> Response {
        Response(status: .seeOther, headers: [.location: link(path), .cacheControl: "no-store"])
    }
}
