import HTTPTypes
import Hummingbird
import Register

/// A page of a few sentences and one form. Its template is `plain-form`.
struct PlainFormPage {
    let title: String
    /// The path of the menu's item that it belongs to.
    var menu: String?
    var lead: String?
    /// One paragraph each.
    var text: [String] = []
    var box: NoticeBox?
    var form: FormView?
    /// Below the form: addresses as ``PageContext/link(_:)`` gives them.
    var links: [(address: String, text: String)] = []
    var isIndexed = false
    /// Of an answer in which nothing is wrong.
    var status = HTTPResponse.Status.ok
    /// Of one in which something is.
    var errorStatus = HTTPResponse.Status.unprocessableContent

    init(title: String) { self.title = title }

    func response(in page: PageContext) -> Response {
        let hasErrors = form?.hasErrors ?? false
        var content = SitePage("plain-form", title: title)
        content.menu = menu
        content.isError = hasErrors
        content.isIndexed = isIndexed
        content.status = hasErrors ? errorStatus : status
        var values = form?.values ?? ["hasErrors": false]
        values["hasLead"] = lead != nil
        values["lead"] = lead ?? ""
        values["paragraphs"] = text
        values["hasBox"] = box != nil
        values["box"] = box?.values ?? [:]
        values["hasLinks"] = !links.isEmpty
        values["links"] = links.map { ["address": $0.address, "text": $0.text] }
        content.values = values
        return page.response(content)
    }
}
