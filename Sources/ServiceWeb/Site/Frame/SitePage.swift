import HTTPTypes
import Hummingbird
import NIOCore
import Register

/// What a page says, to be put in the frame. `template` names the part that stands in the middle; `values` are its own.
struct SitePage {
    let template: String
    /// The heading, and the first part of the window's title.
    let title: String
    /// The path of the menu's item that this page belongs to; nil for none.
    var menu: String?
    var values: [String: Any] = [:]
    var status: HTTPResponse.Status = .ok
    /// Whether the title begins by saying that something is wrong.
    var isError = false
    /// Whether search engines may list it.
    var isIndexed = false
    var policy = SitePolicy()
    var headers: HTTPFields = [:]

    init(_ template: String, title: String) {
        self.template = template
        self.title = title
    }

    /// The pages that stand beside it in the menu. Shown by `{{>siblings}}`.
    mutating func addSiblings(_ words: SiteWords) {
        values["siblings"] = menu.flatMap { SiteMenu.group(of: $0) }.map {
            SiteMenu.items(of: $0, words, current: menu)
        }
    }

    func bytes(in page: PageContext) -> [UInt8] {
        var values = values
        FrameValues(page: page, content: self).add(to: &values)
        return page.site.templates.render("layout", in: page.language, values)
    }

    func response(in page: PageContext) -> Response {
        var fields: HTTPFields = [.cacheControl: "no-store"]
        fields[.contentType] = "text/html; charset=utf-8"
        for field in headers { fields[field.name] = field.value }
        Self.addSafety(policy, to: &fields, in: page)
        return Response(
            status: status, headers: fields,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes(in: page))))
    }

    /// What every page has in its head, whoever keeps it.
    static func addSafety(_ policy: SitePolicy, to fields: inout HTTPFields, in page: PageContext) {
        fields[.contentSecurityPolicy] = policy.text
        // With `no-referrer` a browser names no origin with a form (Fetch, "append a request Origin header").
        fields[.referrerPolicy] = "same-origin"
        fields[.contentLanguage] = page.language.rawValue
        // Kept only where somebody chose another than they would be spoken to in: who only reads has no cookie.
        if LanguageChoice.language(for: page.request) != page.language {
            fields.append(HTTPField(name: .setCookie, value: LanguageChoice.keeping(page.language)))
        }
    }
}
