import HTTPTypes
import Hummingbird
import NIOCore
import Register

/// What a page of the back office says, to be put in its frame.
struct OfficeView {
    let template: String
    /// The heading, and the first part of the window's title.
    let title: String
    var values: [String: Any] = [:]
    var status: HTTPResponse.Status = .ok
    var isError = false
    /// What came of the last thing that was asked for.
    var done: String?
    /// Whether it takes all of the window, for a screen of work.
    var isWide = false

    init(_ template: String, title: String) {
        self.template = template
        self.title = title
    }

    func response(in page: StaffPage) throws -> Response {
        var values = values
        values["title"] = title
        values["body"] = template
        values["language"] = page.language.rawValue
        values["isError"] = isError
        values["isWide"] = isWide
        values["hasDone"] = done != nil
        values["done"] = done ?? ""
        values["csrf"] = try page.session.formToken
        values["hasCSRF"] = true
        values["isSignedIn"] = page.duty != nil
        values["person"] = page.duty?.member.name ?? ""
        values["menu"] = OfficeMenu.values(in: page)
        var headers: HTTPFields = [.contentType: "text/html; charset=utf-8"]
        headers[.contentSecurityPolicy] = SitePolicy(more: ["connect-src 'self'"]).text
        headers[.contentLanguage] = page.language.rawValue
        return Response(
            status: status, headers: headers,
            body: ResponseBody(
                byteBuffer: ByteBuffer(
                    bytes: page.desk.site.templates.render("office-layout", in: page.language, values))))
    }
}
