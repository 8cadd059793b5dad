import HTTPTypes
import Hummingbird
import NIOCore

/// What every page of development has around what it says.
enum PageFrame {
    /// Nothing runs, nothing comes from elsewhere, and forms go nowhere else.
    private static let policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    private static let site = Words("港區通行證", "Port pass")

    static func page(_ title: Words, isError: Bool = false, _ content: (inout HTMLWriter) -> Void) -> [UInt8] {
        var page = HTMLWriter()
        page.element(.html, [.language("zh-Hant")]) { page in
            page.element(.head) { page in
                page.void(.meta, [.utf8])
                page.void(.meta, [.name("viewport"), .content("width=device-width, initial-scale=1")])
                page.void(.meta, [.name("robots"), .content("noindex")])
                page.element(.title, (isError ? "錯誤：" : "") + title.chinese + "｜" + site.chinese)
                page.void(.link, [.relation("stylesheet"), .link(.style)])
            }
            page.element(.body) { page in
                page.element(
                    .anchor, [.styled("skip"), .link(toElement: "main")],
                    Words("跳到主要內容", "Skip to main content"))
                page.element(.header) { page in
                    page.element(.anchor, [.link(.home)], site)
                }
                page.element(.main, [.id("main"), .focusable]) { page in
                    page.element(.heading1, title)
                    content(&page)
                }
                page.element(
                    .footer,
                    Words("示範系統，請勿填寫真實個人資料。", "A demonstration: enter no real personal data."))
            }
        }
        return page.bytes
    }

    static func response(_ page: [UInt8], status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response {
        var fields: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .cacheControl: "no-store", .contentSecurityPolicy: policy,
        ]
        for field in headers { fields[field.name] = field.value }
        return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: page)))
    }

    /// To another page, asked for with GET (RFC 9110 section 15.4.4).
    static func redirect(to path: SitePath) -> Response {
        Response(status: .seeOther, headers: [.location: path.text, .cacheControl: "no-store"])
    }
}
