import Hummingbird
import Identifiers
import Register

/// One page of a company: the row of its pages above, and what stands in the middle.
struct CompanyPage {
    let page: PageContext
    /// Nil for who is not signed in.
    let membership: Membership?
    /// The page's own path, to mark it in the row.
    let path: String

    private var words: SiteWords { page.words }

    init(_ page: PageContext, _ membership: Membership?, at path: String) {
        self.page = page
        self.membership = membership
        self.path = path
    }

    func response(
        _ template: String, title: String, _ values: [String: Any], isError: Bool = false,
        policy: SitePolicy = SitePolicy()
    ) -> Response {
        var content = SitePage(template, title: title)
        content.menu = CompanyPaths.home
        content.isError = isError
        content.status = isError ? .unprocessableContent : .ok
        content.policy = policy
        content.values = values.merging(frame) { own, _ in own }
        content.values["hasLinks"] = (values["links"] as? [[String: Any]])?.isEmpty == false
        return page.response(content)
    }

    /// A heading, a sentence, boxes, a form, and where else to go.
    func form(
        title: String, lead: String? = nil, boxes: [NoticeBox] = [], _ form: FormView,
        links: [(path: String, text: String)] = []
    ) -> Response {
        var values = form.values
        values["lead"] = lead ?? ""
        values["hasLead"] = lead != nil
        values["boxes"] = boxes.map(\.values)
        values["links"] = links.map { ["address": page.link($0.path), "text": $0.text] }
        return response("company-form", title: title, values, isError: form.hasErrors)
    }

    private var frame: [String: Any] {
        guard let membership else { return ["hasNav": false, "nav": [String](), "signOut": ""] }
        var items: [(String, String)] = [
            (CompanyPaths.home, "overview"), (CompanyPaths.roster(.person), "people"),
            (CompanyPaths.roster(.vehicle), "vehicles"), (CompanyPaths.crew, "crew"),
            (CompanyPaths.visitors, "visitors"), (CompanyPaths.applications, "applications"),
            (CompanyPaths.passes, "passes"),
        ]
        if membership.may(.pay) { items.append((CompanyPaths.payments, "payments")) }
        items.append((CompanyPaths.members, "members"))
        if membership.may(.integrate) { items.append((CompanyPaths.programs, "programs")) }
        items.append((CompanyPaths.security, "security"))
        return [
            "hasNav": true, "company": membership.company.name, "signOut": page.link(CompanyPaths.signOut),
            "nav": items.map { path, word in
                ["address": page.link(path), "text": words["company.\(word)"], "isCurrent": path == self.path]
                    as [String: Any]
            },
        ]
    }

    /// A moment's day in words.
    static func day(_ time: Int64, _ utcOffset: Int64, _ words: SiteWords) -> String {
        DayText.text(CivilDate(of: time, utcOffset: utcOffset), words)
    }
}

extension FormFieldView {
    /// A field of a company's page: its words are `company.field-NAME` and `company.hint-NAME`, else those of the forms.
    static func company(
        _ name: String, _ kind: Kind = .text, value: String = "", errors: [String: String] = [:], words: SiteWords,
        label: String? = nil
    ) -> FormFieldView {
        let text = label ?? words.find("company.field-\(name)") ?? words["fields.\(name).label"]
        var view = FormFieldView(name: name, kind: kind, label: text)
        view.hint = words.find("company.hint-\(name)") ?? words.find("fields.\(name).hint")
        view.value = value
        view.error = errors[name]
        return view
    }
}
