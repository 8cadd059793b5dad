import Hummingbird
import Identifiers
import PassFormat
import Register

/// The page on which a pass is issued anew: what it says now, and the three things that may be changed of it.
struct ReissueScreen {
    let page: StaffPage
    let pass: PassSummary
    /// Until when it may be extended; nil for not at all.
    let latest: CivilDate?
    let isPossible: Bool
    /// What was typed, where something was.
    let fields: FormFields
    let problems: [String]

    private var words: SiteWords { page.words }

    @inline(never)
    func response() throws -> Response {
        let claims = try pass.text.map { try PassClaims.claims(in: $0) }
        var view = OfficeView("office-reissue", title: "\(words["staff.reissue-title"]) \(pass.number)")
        view.isError = !problems.isEmpty
        view.status = problems.isEmpty ? .ok : .unprocessableContent
        view.values = ErrorSummaryView(problems: problems, fields: []).values
        view.values.merge(PassLook.tag(pass, page).values) { $1 }
        let base = page.link("passes/\(pass.id.hex)")
        view.values["pass"] = base
        view.values["number"] = pass.number
        view.values["isPossible"] = isPossible
        view.values["reissue"] = base + "/reissue"
        view.values["extend"] = base + "/extend"
        view.values["addPort"] = base + "/add-port"
        addParticulars(claims, &view)
        addMoments(claims, &view)
        view.values["until"] = page.day(pass.expires - 1)
        view.values["mayExtend"] = latest != nil
        view.values["latest"] = latest.map { words["staff.reissue-latest", ["day": DayText.text($0, words)]] } ?? ""
        view.values["newUntil"] = fields["until"]
        let ports = ports(claims)
        view.values["hasPorts"] = !ports.isEmpty
        view.values["ports"] = ports
        return try view.response(in: page)
    }

    private func addParticulars(_ claims: PassClaims?, _ view: inout OfficeView) {
        let isTyped = !fields["reason"].isEmpty
        func value(_ name: String, _ old: String) -> String { isTyped ? fields[name] : old }
        let known = Set(page.register.reasons(for: PassAct.supersede.rawValue).map(\.code))
        view.values["reasons"] = PassAmendment.reasons.filter(known.contains).map { code -> [String: Any] in
            ["value": code, "text": ReasonChoices.label(code, page), "isChosen": code == fields["reason"]]
        }
        view.values["isPerson"] = pass.kind == .person
        view.values["name"] = value("name", claims?.name?.string ?? "")
        view.values["organisation"] = value("organisation", claims?.organisation?.string ?? "")
        let plates = claims?.plates.map(\.string).joined(separator: ", ") ?? ""
        view.values["plates"] = value("plates", plates)
        view.values["isBound"] = claims?.holderKey != nil
        view.values["unbinds"] = fields["unbind"] == "yes"
        view.values["hasCard"] = fields["card"] == "yes"
        let fee = page.register.cardFee(pass.kind, pass.term, now: page.now)
        view.values["cardFee"] =
            switch fee {
            case nil: words["staff.reissue-card-unknown"]
            case 0?: words["staff.reissue-card-free"]
            case let amount?: words["staff.reissue-card-fee", ["amount": String(amount)]]
            }
    }

    /// A phone shows the new one by itself; paper has to be fetched first.
    private func addMoments(_ claims: PassClaims?, _ view: inout OfficeView) {
        let usual = pass.state == .suspended || claims?.holderKey != nil ? "now" : "collect"
        let chosen = fields["when"].isEmpty ? usual : fields["when"]
        view.values["moments"] = ["now", "collect", "day"].map { name -> [String: Any] in
            ["value": name, "text": words["staff.reissue-when-\(name)"], "isChosen": name == chosen]
        }
        view.values["day"] = fields["day"]
    }

    /// The zones that it does not open yet, by port.
    private func ports(_ claims: PassClaims?) -> [[String: Any]] {
        let chosen = Set(fields.all("access"))
        return page.register.ports.compactMap { port -> [String: Any]? in
            let open = claims?.access.first { $0.port.string == port.id }?.zones ?? 0
            let zones = port.zones.filter { open >> UInt64($0.bit) & 1 == 0 }.map { zone -> [String: Any] in
                let value = "\(port.id)/\(zone.name)"
                return [
                    "value": value, "isChosen": chosen.contains(value),
                    "text": page.language == .zhHant ? zone.labelInChinese : zone.labelInEnglish,
                ]
            }
            return zones.isEmpty ? nil : ["name": page.name(of: port), "zones": zones]
        }
    }
}
