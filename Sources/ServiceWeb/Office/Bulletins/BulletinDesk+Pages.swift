import Hummingbird
import Identifiers
import Register

/// A bulletin in the office's list.
struct BulletinEntry<Kind: BulletinKind> {
    let bulletin: Bulletin<Kind>
    let cells: [String]
}

// The pages of bulletins in the office. Apart from asynchronous code, and not inlined into it: the optimiser of Swift 6.3.1 crashes
// there.
extension BulletinDesk {
    func tag(_ bulletin: Bulletin<Kind>, _ page: StaffPage) -> StatusTag {
        let (look, key): (StatusTag.Look, String) =
            switch bulletin.state {
            case .draft: (.waiting, bulletin.state.rawValue)
            case .published where bulletin.draft != nil: (.asking, "correcting")
            case .published: (.good, bulletin.state.rawValue)
            default: (.over, bulletin.state.rawValue)
            }
        return StatusTag(look: look, text: Self.say("state-\(key)", page))
    }

    static func title(_ bulletin: Bulletin<Kind>, _ page: StaffPage) -> String {
        bulletin.newest?.text(in: page.language).text.title ?? "—"
    }

    @inline(never)
    func list(_ entries: [BulletinEntry<Kind>], _ page: StaffPage) throws -> Response {
        var view = OfficeView("office-bulletins", title: page.words["staff.menu-\(Self.path)"])
        view.values["mayWrite"] = page.may(Self.rights.write)
        view.values["writing"] = page.link("\(Self.path)-new")
        for key in ["new", "caption", "none"] { view.values[key] = Self.say(key, page) }
        view.values["columns"] = columns(page)
        view.values["hasAny"] = !entries.isEmpty
        view.values["items"] = entries.map { entry -> [String: Any] in
            var values = tag(entry.bulletin, page).values
            values["address"] = page.link(Self.path(entry.bulletin))
            values["name"] = Self.title(entry.bulletin, page)
            values["cells"] = entry.cells
            return values
        }
        return try view.response(in: page)
    }

    @inline(never)
    func form(
        _ form: Form, of bulletin: Bulletin<Kind>?, faults: [Fault] = [], isMoved: Bool = false, _ page: StaffPage
    ) throws -> Response {
        let path = bulletin.map(Self.path)
        let fields = BulletinFields(page: page, section: Self.section, errors: FaultWords.byField(faults, page.words))
        var view = FormView(
            action: page.link(path.map { "\($0)/edit" } ?? "\(Self.path)-new"),
            fields: fields.texts(form.typed) + self.fields(form, fields), submit: Self.say("keep", page))
        view.hidden = bulletin.map { [(name: "seen", value: String($0.changes))] } ?? []
        view.back = page.link(path ?? Self.path)
        if isMoved { view.problems = [Self.say("moved", page)] }
        return try page.form(
            view, title: Self.say(bulletin == nil ? "new" : "edit", page), lead: Self.say("lead", page))
    }

    /// What stood in the way of an act.
    @inline(never)
    func problems(_ change: BulletinChange, _ page: StaffPage) -> [String] {
        switch change {
        case .changed: return []
        case .moved: return [Self.say("moved", page)]
        case .refused(let faults):
            return Set(
                faults.map { fault in
                    switch fault.field {
                    case "reason-zh", "reason-en": Self.say("reason-wrong", page)
                    case "text-zh", "text-en": Self.say("text-wrong", page)
                    default: Self.say(fault.rule, page, fault.facts)
                    }
                }
            ).sorted()
        }
    }

    /// What stands on the page of every bulletin: how it stands, what can be done, its texts, what became of it.
    @inline(never)
    func view(_ template: String, _ bulletin: Bulletin<Kind>, _ page: StaffPage, problems: [String]) -> OfficeView {
        let (mayWrite, mayPublish) = (page.may(Self.rights.write), page.may(Self.rights.publish))
        let address = page.link(Self.path(bulletin))
        var view = OfficeView(template, title: Self.title(bulletin, page))
        view.isError = !problems.isEmpty
        view.status = problems.isEmpty ? .ok : .conflict
        view.values = ErrorSummaryView(problems: problems, fields: []).values
        view.values.merge(tag(bulletin, page).values) { $1 }
        view.values["seen"] = bulletin.changes
        view.values["isCorrection"] = bulletin.state == .published
        view.values["mayEdit"] = mayWrite && bulletin.isWritten
        view.values["mayDrop"] = mayWrite && bulletin.draft != nil
        view.values["mayPublish"] = mayPublish && bulletin.draft != nil
        view.values["editName"] = Self.say("edit", page)
        for act in ["edit", "drop", "publish"] { view.values["\(act)Address"] = "\(address)/\(act)" }
        view.values["links"] = [] as [[String: Any]]
        view.values["endings"] = Self.endings.filter { mayPublish && $0.isPossible(bulletin, page) }.map { ending in
            let name = ending.act.rawValue
            let hint = page.words.find("\(Self.section)-\(name)-hint")
            return [
                "act": name, "ending": Self.say(name, page), "endAddress": "\(address)/\(name)",
                "hasHint": hint != nil, "hint": hint ?? "",
            ] as [String: Any]
        }
        view.values["versions"] = versions(bulletin, page)
        view.values["hasHistory"] = !bulletin.revisions.isEmpty
        view.values["historyName"] = Self.say("history", page)
        view.values["history"] = bulletin.revisions.reversed().map { revision -> [String: Any] in
            let reason = page.language == .zhHant ? revision.reason.chinese : revision.reason.english
            return [
                "act": Self.say("act-\(revision.act.rawValue)", page), "moment": page.moment(revision.at),
                "who": page.person(revision.madeBy), "why": reason.isEmpty ? "—" : reason,
            ]
        }
        return view
    }

    /// What is not published yet, and below it what everybody sees.
    private func versions(_ bulletin: Bulletin<Kind>, _ page: StaffPage) -> [[String: Any]] {
        var versions: [[String: Any]] = []
        if let draft = bulletin.draft {
            let about = ["who": page.person(draft.by), "moment": page.moment(draft.at)]
            versions.append(version(draft.content, Self.say("draft", page, about), "draft", page))
        }
        if let revision = bulletin.revisions.last {
            let heading = Self.say(bulletin.state.isTakenBack ? "was-public" : "public", page)
            versions.append(version(revision.content, heading, "public", page))
        }
        return versions
    }

    private func version(
        _ content: Kind.Content, _ heading: String, _ id: String, _ page: StaffPage
    ) -> [String: Any] {
        [
            "heading": heading, "section": id, "summary": SummaryView(rows: rows(content, page)).values,
            "texts": content.texts.all.map { language, text -> [String: Any] in
                let words = Kind.Content.Part.allCases.filter { $0 != .title }.map { text[$0] }
                return [
                    "tongue": language.rawValue, "tongueName": language.ownName, "headline": text.title,
                    "paragraphs": NewsText(words.joined(separator: "\n\n")).values,
                ]
            },
        ]
    }
}

extension StaffPage {
    /// Somebody of the staff, as the register names who acts.
    func person(_ name: String) -> String { (try? Principal(name)).map(ChangeOfficeRoutes.person) ?? "—" }

    /// The ports that something concerns.
    func ports(_ ids: [String]) -> [String] {
        ids.isEmpty
            ? [words["staff.news-every-port"]]
            : register.siteFacts.ports.filter { ids.contains($0.id) }.map { name(of: $0) }
    }
}
