import Hummingbird

extension StaffPage {
    /// A page of a sentence and one form.
    func form(
        _ form: FormView, title: String, lead: String? = nil, links: [(address: String, text: String)] = []
    ) throws -> Response {
        var view = OfficeView("office-form", title: title)
        view.values = form.values
        view.values["hasLead"] = lead != nil
        view.values["lead"] = lead ?? ""
        view.values["hasLinks"] = !links.isEmpty
        view.values["links"] = links.map { ["address": $0.address, "text": $0.text] }
        view.isError = form.hasErrors
        view.status = form.hasErrors ? .unprocessableContent : .ok
        return try view.response(in: self)
    }
}
