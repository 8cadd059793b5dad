import Hummingbird
import Register

/// What became of photos of many.
struct PhotoReport {
    var taken = 0
    /// Names of files that name nobody, or more than one.
    var unknown: [String] = []
    var refused: [(file: String, rule: String)] = []
}

/// Where photos of many are sent at once.
struct PhotosPage {
    let membership: Membership
    let report: PhotoReport?

    func response(_ page: PageContext) -> Response {
        let words = page.words
        var values: [String: Any] = [
            "action": page.link(CompanyPaths.roster(.person, "photos")), "types": PictureDesk.types,
            "boxes": [String](), "hasReport": false, "roster": page.link(CompanyPaths.roster(.person)),
        ]
        if let report {
            let wrong =
                report.unknown.map { [TableView.Cell($0), .init(words["company.photos-unknown"])] }
                + report.refused.map {
                    [TableView.Cell($0.file), .init(FaultWords.text(Fault("photo", $0.rule), words))]
                }
            values["boxes"] = [
                NoticeBox(
                    look: wrong.isEmpty ? .success : .warning,
                    title: words["company.photos-taken", ["count": String(report.taken)]],
                    text: words["company.photos-wrong", ["count": String(wrong.count)]]
                ).values
            ]
            values["hasReport"] = !wrong.isEmpty
            values["table"] =
                TableView(
                    caption: words["company.photos-report"],
                    columns: [words["company.column-file"], words["company.column-problem"]],
                    rows: Array(wrong.prefix(200))
                ).values
        }
        return CompanyPage(page, membership, at: CompanyPaths.roster(.person)).response(
            "company-photos", title: words["company.photos-person"], values)
    }
}
