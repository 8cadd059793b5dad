import Hummingbird
import Identifiers
import PassFormat
import PassVerify
import Register

/// The list of what a proved contact has.
struct MyPage {
    let applications: [PassApplication]
    let passes: [PassSummary]
    let contacts: [Contact]
    let now: Int64
    let utcOffset: Int64

    func response(in page: PageContext) -> Response {
        let words = page.words
        var content = SitePage("my", title: words["my.title"])
        content.menu = ApplyPaths.mine
        func day(_ time: Int64) -> String { DayText.text(CivilDate(of: time, utcOffset: utcOffset), words) }
        content.values = [
            "hasContacts": !contacts.isEmpty, "contacts": contacts.map(\.masked).joined(separator: "、"),
            "hasApplications": !applications.isEmpty,
            "applications": applications.map { application -> [String: Any] in
                var values = application.state.tag(words).values
                values["number"] = application.number
                values["link"] = page.link(
                    application.state == .draft
                        ? ApplyPaths.step(application.number, application.kind.steps[0])
                        : ApplyPaths.progress(application.number))
                values["what"] = words["apply.title-\(application.kind.rawValue)"]
                values["day"] = day(application.changedAt)
                return values
            },
            "hasPasses": !passes.isEmpty,
            "passes": passes.map { pass -> [String: Any] in
                var values = pass.tag(at: now, words).values
                values["number"] = pass.number
                values["link"] = page.link("my/passes/\(pass.number)")
                values["what"] = words["pass.term-\(pass.term.jsonName)"]
                values["until"] = day(pass.expires - 1)
                return values
            },
            "leave": page.link("my/leave"),
            "apply": page.link("apply"), "prove": page.link(page.proving(then: ApplyPaths.mine)),
        ]
        return page.response(content)
    }
}
