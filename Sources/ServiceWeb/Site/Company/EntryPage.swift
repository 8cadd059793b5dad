import Hummingbird
import PassFormat
import PassVerify
import Register

/// One of a company's people or vehicles.
struct EntryPage {
    let kind: RosterKind
    /// Nil for a new one.
    let entry: RosterEntry?
    let values: FieldValues
    let faults: [Fault]
    let membership: Membership
    let utcOffset: Int64
    let now: Int64

    static func fields(_ kind: RosterKind) -> [String] {
        switch kind {
        case .person: ["name", "idKind", "idNumber", "birthDate", "nationality", "jobTitle", "mobile", "email"]
        case .vehicle: ["plate", "vehicleClass", "trailerPlate", "companyNumber", "organisation"]
        }
    }

    func response(_ page: PageContext) -> Response {
        let words = page.words
        let mayChange = membership.may(.prepare)
        let errors = FaultWords.byField(faults, words)
        var form = FormView(
            action: page.link(
                entry.map { CompanyPaths.entry(kind, $0.id) } ?? CompanyPaths.roster(kind, "new")),
            fields: Self.fields(kind).map { field($0, errors, words) }, submit: words["company.save"])
        form.back = page.link(CompanyPaths.roster(kind))
        var values = form.values
        if let problem = errors["photo"] {
            var file = FormFieldView.company(
                "file", .file(types: PictureDesk.types), words: words, label: words["company.photo-file"])
            file.error = problem
            values.merge(ErrorSummaryView(fields: [file] + form.fields).values) { $1 }
        }
        values["mayChange"] = mayChange
        values["isKnown"] = entry != nil
        values["isPerson"] = kind == .person && entry != nil
        values["summary"] = SummaryView(rows: rows(words)).values
        values["photoError"] = errors["photo"] ?? ""
        values["hasPhotoError"] = errors["photo"] != nil
        values["types"] = PictureDesk.types
        if let entry {
            values["hasPhoto"] = entry.hasPhoto
            values["photo"] = page.link(CompanyPaths.entry(kind, entry.id, "photo.jpg"))
            values["setPhoto"] = page.link(CompanyPaths.entry(kind, entry.id, "photo"))
            values["photoButton"] = words[entry.hasPhoto ? "apply.replace" : "apply.upload"]
            values["remove"] = page.link(CompanyPaths.entry(kind, entry.id, "remove"))
            values["release"] = page.link(CompanyPaths.entry(kind, entry.id, "release"))
            values["mayRelease"] = membership.may(.release)
            values["mayRemove"] = mayChange && entry.pass == nil
            values["name"] = entry.title
        }
        let title = entry?.title ?? words["company.new-\(kind.rawValue)"]
        return CompanyPage(page, membership, at: CompanyPaths.roster(kind)).response(
            "company-entry", title: title, values, isError: !faults.isEmpty)
    }

    private func field(_ name: String, _ errors: [String: String], _ words: SiteWords) -> FormFieldView {
        var shape = FormFieldView.Kind.text
        switch name {
        case "idKind":
            let kinds = ["national", "resident", "passport"]
            shape = .select(
                kinds.map {
                    .init($0, words["choices.idKind.\($0)"], isChosen: values[name] == $0)
                })
        case "vehicleClass":
            shape = .select(
                [.init("", words["company.choose"], isChosen: values[name].isEmpty)]
                    + VehicleClass.allCases.map {
                        .init(
                            $0.jsonName, words["choices.vehicleClass.\($0.jsonName)"],
                            isChosen: values[name] == $0.jsonName)
                    })
        default: break
        }
        var view = FormFieldView.company(name, shape, value: values[name], errors: errors, words: words)
        view.isOptional = !["name", "idKind", "idNumber", "birthDate", "plate", "vehicleClass"].contains(name)
        view.isCode = ["idNumber", "plate", "trailerPlate"].contains(name)
        if name == "mobile" { view.keyboard = "tel" }
        if name == "email" { view.keyboard = "email" }
        return view
    }

    /// What came of it.
    private func rows(_ words: SiteWords) -> [SummaryView.Row] {
        var rows: [SummaryView.Row] = []
        if let pass = entry?.pass {
            rows.append(
                SummaryView.Row(
                    words["company.column-pass"],
                    [
                        pass.number,
                        words["company.pass-until", ["date": CompanyPage.day(pass.expires - 1, utcOffset, words)]],
                    ]))
        }
        if let application = entry?.application {
            rows.append(SummaryView.Row(words["company.column-application"], [application]))
        }
        return rows
    }
}
