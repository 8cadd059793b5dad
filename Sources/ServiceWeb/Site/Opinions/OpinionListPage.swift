import Hummingbird
import Identifiers
import Register

/// What the contacts of this browser wrote.
struct OpinionListPage {
    let opinions: [Opinion]
    let utcOffset: Int64

    func response(in page: PageContext) -> Response {
        let words = page.words
        var content = SitePage("opinion-list", title: words["opinions.mine"])
        content.menu = OpinionPaths.start
        content.values = [
            "hasOpinions": !opinions.isEmpty,
            "opinions": opinions.map { opinion -> [String: Any] in
                var values = opinion.state.tag(words).values
                values["number"] = opinion.number.text
                values["link"] = page.link(OpinionPaths.opinion(opinion.number))
                values["what"] = words["opinions.kind-\(opinion.kind.rawValue)"]
                values["day"] = DayText.text(CivilDate(of: opinion.receivedAt, utcOffset: utcOffset), words)
                return values
            }, "start": page.link(OpinionPaths.start),
        ]
        return page.response(content)
    }
}
