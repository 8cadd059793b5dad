import GateMessages
import Hummingbird
import PassCrypto
import PassFormat
import PassVerify
import Register

/// One record, told in order: what was read, what was decided and why, what the gate could know, and what proves it.
enum StoryPage {
    @inline(never)
    static func response(_ story: ScanStory, _ page: StaffPage) throws -> Response {
        let words = page.words
        let entry = story.entry
        var view = OfficeView("office-story", title: words["staff.story-title", ["gate": entry.gate]])
        view.values = RecordWords.tag(entry, page).values
        view.values["said"] = SummaryView(rows: said(story, page)).values
        view.values["reasons"] = RecordWords.reasons(entry.event).map { code -> [String: Any] in
            ["code": GateReason.code(code, page), "text": GateReason.text(code, page)]
        }
        view.values["hasReasons"] = !RecordWords.reasons(entry.event).isEmpty
        view.values["hasFollowUps"] = !story.followUps.isEmpty
        view.values["followUps"] = story.followUps.map { followUp($0, page) }
        view.values["hasAbout"] = story.about != nil
        view.values["about"] = story.about.map { RecordWords.address($0, page) } ?? ""
        view.values["knowledge"] = knowledge(story, page)
        view.values["hasPass"] = story.pass != nil
        view.values["pass"] = try story.pass.map { [try PassRows.values(of: $0, page)] } ?? []
        view.values["hasChanges"] = !story.changes.isEmpty
        view.values["changes"] = story.changes.map { change(of: $0, page) }
        view.values["trust"] = SummaryView(rows: trust(story, page)).values
        view.values["chain"] = SummaryView(rows: chain(story, page)).values
        let isWhole = story.chain.isIntact && story.chain.followsOn && story.chain.isFollowed != false
        view.values["proofTag"] = [
            StatusTag(
                look: isWhole ? .good : .bad, text: words[isWhole ? "staff.story-whole" : "staff.story-broken"]
            ).values
        ]
        view.values["mayProof"] = !GateReason.isDiscreet(RecordWords.reasons(entry.event), page)
        view.values["proof"] = RecordWords.address(entry, page) + "/proof"
        view.values["gateAddress"] = page.link("gates/\(entry.gate)")
        view.values["recordsAddress"] = page.link("gates/\(entry.gate)/records?epoch=\(entry.place.epoch.hex)")
        return try view.response(in: page)
    }

    // MARK: What it says

    private static func said(_ story: ScanStory, _ page: StaffPage) -> [SummaryView.Row] {
        let (words, entry) = (page.words, story.entry)
        var rows: [SummaryView.Row] = []
        func row(_ word: String, _ text: String?) {
            if let text, !text.isEmpty { rows.append(SummaryView.Row(words["staff.\(word)"], [text])) }
        }
        row("story-kind", RecordWords.kind(entry.event, page))
        row("gate", page.register.siteFacts.gates.first { $0.id == entry.gate }.map { page.name(of: $0) } ?? entry.gate)
        row("at", second(entry.time, page))
        row("story-received", second(entry.receivedAt, page))
        if let wall = entry.record?.moment.wall, wall != entry.time { row("story-wall", second(wall, page)) }
        row("pass-number", entry.number)
        switch entry.event {
        case .scan(let scan)?:
            row("gate-direction", RecordWords.direction(scan.direction, page))
            row("story-shown", words[scan.isLive ? "staff.story-live" : "staff.story-still"])
            row("story-guard", scan.guardName?.string)
            row("story-plate", scan.plate?.string)
            row("story-escort", scan.escort?.string)
            row("story-code", Hex.encode(scan.codeDigest))
        case .override(let override)?:
            row("gate-direction", RecordWords.direction(override.direction, page))
            row("story-guard", override.guardName.string)
            row("story-supervisor", override.supervisor?.string)
            row("story-why", override.reason.string)
        case .passage(let passage)?:
            row("gate-direction", RecordWords.direction(passage.direction, page))
            row("story-guard", passage.guardName.string)
            row("story-supervisor", passage.supervisor?.string)
            row("story-plate", passage.plate?.string)
            row("story-escort", passage.escort?.string)
            row("story-happened", passage.happenedAt.map { second($0, page) })
            row("story-why", passage.note?.string)
        case .report(let report)?:
            row("story-subject", words["staff.task-\(report.subject.name)"])
            row("story-guard", report.guardName.string)
            row("story-plate", report.plate?.string)
            row("story-why", report.note?.string)
        case .alarm(let alarm)?: row("story-why", alarm.code.string)
        case .shift(let person, _)?: row("story-guard", person.string)
        case .tray(let tray)?:
            row("gate-direction", RecordWords.direction(tray.direction, page))
            row("story-guard", tray.guardName.string)
            row("story-why", tray.note?.string)
        default: break
        }
        return rows
    }

    private static func followUp(_ entry: JournalEntry, _ page: StaffPage) -> [String: Any] {
        let (who, why): (String?, String?) =
            switch entry.event {
            case .override(let override)?: (override.guardName.string, override.reason.string)
            case .report(let report)?: (report.guardName.string, report.note?.string)
            case .passage(let passage)?: (passage.guardName.string, passage.note?.string)
            case .tray(let tray)?: (tray.guardName.string, tray.note?.string)
            default: (nil, nil)
            }
        var values = RecordWords.row(entry, page)
        values["who"] = who ?? "—"
        values["hasWhy"] = why != nil
        values["why"] = why ?? ""
        return values
    }

    // MARK: What the gate could know

    private static func knowledge(_ story: ScanStory, _ page: StaffPage) -> String {
        let words = page.words
        guard story.knowledge == .couldNotKnow || story.knowledge == .knewBad,
            let change = story.changes.last(where: { $0.changedAt <= story.entry.time })
        else { return words["staff.knowledge-\(story.knowledge.rawValue)"] }
        let state = words.find("staff.pass-\(change.state.name)") ?? change.state.name
        return words[
            "staff.knowledge-\(story.knowledge.rawValue)",
            [
                "state": state, "time": second(change.changedAt, page),
                "known": change.knownAt.map { second($0, page) } ?? words["staff.effect-not-yet"],
            ]]
    }

    private static func change(of change: ScanStory.Change, _ page: StaffPage) -> [String: Any] {
        let words = page.words
        var values = StatusTag(
            look: change.wasTold ? .good : .waiting,
            text: words[change.wasTold ? "staff.story-told" : "staff.story-not-told"]
        ).values
        values["state"] = words.find("staff.pass-\(change.state.name)") ?? change.state.name
        values["reason"] = change.reason.map { ReasonChoices.label($0, page) } ?? "—"
        values["changed"] = second(change.changedAt, page)
        values["published"] = change.publishedAt.map { second($0, page) } ?? words["staff.effect-unpublished"]
        values["version"] = change.version.map { String($0) } ?? "—"
        values["known"] = change.knownAt.map { second($0, page) } ?? words["staff.effect-not-yet"]
        return values
    }

    private static func trust(_ story: ScanStory, _ page: StaffPage) -> [SummaryView.Row] {
        let words = page.words
        guard let mark = story.entry.record?.trust else {
            return [SummaryView.Row(words["staff.story-trust"], [words["staff.story-no-trust"]])]
        }
        let age = max(0, story.entry.time - mark.issued)
        var rows = [
            SummaryView.Row(
                words["staff.story-trust"], [words["staff.trust-version", ["count": String(mark.version)]]]),
            SummaryView.Row(
                words["staff.story-issued"],
                [second(mark.issued, page), words["staff.story-age", ["count": String(age)]]]),
        ]
        if let note = story.publication {
            rows.append(SummaryView.Row(words["staff.story-published"], [second(note.publishedAt, page)]))
            if let level = story.level {
                rows.append(
                    SummaryView.Row(words["staff.menu-level"], [words["staff.level-\(level.rawValue)"]]))
            }
            rows.append(
                SummaryView.Row(words["staff.story-policy"], ["SHA-256 \(Hex.encode(Array(note.policy.prefix(16))))…"]))
        } else {
            rows.append(SummaryView.Row(words["staff.story-published"], [words["staff.story-not-noted"]]))
        }
        return rows
    }

    // MARK: The proof

    private static func chain(_ story: ScanStory, _ page: StaffPage) -> [SummaryView.Row] {
        let (words, entry, chain) = (page.words, story.entry, story.chain)
        func yes(_ value: Bool?) -> String {
            words[value.map { $0 ? "staff.story-holds" : "staff.story-fails" } ?? "staff.story-not-yet"]
        }
        return [
            SummaryView.Row(
                words["staff.story-place"],
                [
                    words[
                        "staff.story-place-of",
                        ["sequence": String(entry.place.sequence), "through": String(chain.through)]],
                    entry.place.epoch.hex,
                ]),
            SummaryView.Row(words["staff.story-hash"], [Hex.encode(entry.hash)]),
            SummaryView.Row(words["staff.story-intact"], [yes(chain.isIntact)]),
            SummaryView.Row(words["staff.story-before"], [yes(chain.followsOn)]),
            SummaryView.Row(words["staff.story-after"], [yes(chain.isFollowed)]),
            SummaryView.Row(words["staff.story-head"], [Hex.encode(chain.head)]),
        ]
    }

    /// To the second, which counts here.
    private static func second(_ time: Int64, _ page: StaffPage) -> String {
        let seconds = (((time + page.register.utcOffset) % 60) + 60) % 60
        return "\(page.moment(time)):\(seconds < 10 ? "0" : "")\(seconds)"
    }
}
