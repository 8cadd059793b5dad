import Hummingbird
import Identifiers
import Register

/// Seminars in the office: who plans them, and who makes them what everybody sees.
struct SeminarDesk: BulletinDesk {
    static let path = "seminars"
    static let section = "staff.seminar"
    static let rights = BulletinRights(see: .seeSeminars, write: .runSeminars, publish: .publishSeminars)
    static let fields: Set<String> = [
        "day", "begins", "ends", "place-zh", "place-en", "link", "places", "sign-up-until",
    ]
    static let repeated: Set<String> = ["spoken", "access"]
    static let endings = [
        BulletinEnding<Seminars>(act: .cancel) { seminar, page in
            seminar.state == .published && seminar.content.map { page.now < $0.ends } ?? false
        }
    ]

    // MARK: The form

    func blank(_ page: StaffPage) -> SeminarForm { SeminarForm() }

    func form(_ content: SeminarContent, _ page: StaffPage) -> SeminarForm {
        SeminarForm(content, utcOffset: page.register.utcOffset)
    }

    func read(_ fields: FormFields, into form: inout SeminarForm) {
        form.day = fields["day"]
        form.begins = fields["begins"]
        form.ends = fields["ends"]
        form.place = fields["place-zh"]
        form.placeInEnglish = fields["place-en"]
        form.link = fields["link"]
        form.spoken = fields.all("spoken")
        form.access = fields.all("access")
        form.places = fields["places"]
        form.signUpUntil = fields["sign-up-until"]
    }

    func fields(_ form: SeminarForm, _ view: BulletinFields) -> [FormFieldView] {
        func choices(_ name: String, _ all: [String], _ chosen: [String], isOptional: Bool) -> FormFieldView {
            let words = view.page.words
            let choices = all.map {
                FormFieldView.Choice($0, words["seminars.\(name)-\($0)"], isChosen: chosen.contains($0))
            }
            return view.field(
                name, .checkboxes(choices), label: words["seminars.\(name)"], isOptional: isOptional)
        }
        var places = view.field("places", .text, form.places)
        places.keyboard = "numeric"
        return [
            view.field("day", .date, form.day), view.field("begins", .text, form.begins),
            view.field("ends", .text, form.ends), view.field("place-zh", .text, form.place, isOptional: true),
            view.field("place-en", .text, form.placeInEnglish, isOptional: true),
            view.field("link", .text, form.link, isOptional: true),
            choices("spoken", SiteLanguage.allCases.map(\.rawValue), form.spoken, isOptional: false),
            choices("access", SeminarAccess.allCases.map(\.rawValue), form.access, isOptional: true), places,
            view.field("sign-up-until", .date, form.signUpUntil, isOptional: true),
        ]
    }

    // MARK: The pages

    func columns(_ page: StaffPage) -> [String] {
        ["seminars.time", "seminars.places", "staff.seminar-signed-up", "staff.seminar-came"].map { page.words[$0] }
    }

    func cells(_ seminar: Seminar, _ page: StaffPage) async throws -> [String] {
        cells(seminar, try await page.register.seminarTally(seminar.number), page)
    }

    @inline(never)
    private func cells(_ seminar: Seminar, _ tally: SeminarTally, _ page: StaffPage) -> [String] {
        let content = seminar.newest
        return [
            content.map { SeminarLook.time($0, page.register.utcOffset, page.words) } ?? "—",
            content.map { String($0.places) } ?? "—", String(tally.signedUp), String(tally.came),
        ]
    }

    func rows(_ content: SeminarContent, _ page: StaffPage) -> [SummaryView.Row] {
        let (words, offset) = (page.words, page.register.utcOffset)
        func row(_ name: String, _ lines: [String]) -> SummaryView.Row {
            SummaryView.Row(name, lines.isEmpty ? ["—"] : lines)
        }
        return [
            row(words["seminars.time"], [SeminarLook.time(content, offset, words)]),
            row(words["seminars.place"], [content.place, content.placeInEnglish].filter { !$0.isEmpty }),
            row(words["staff.seminar-link"], content.link.map { [$0] } ?? []),
            row(words["seminars.spoken"], content.spoken.map { words["seminars.spoken-\($0.rawValue)"] }),
            row(words["seminars.access"], content.access.map { words["seminars.access-\($0.rawValue)"] }),
            row(words["seminars.places"], [String(content.places)]),
            row(
                words["seminars.until"],
                [DayText.text(CivilDate(of: content.signUpEnds - 1, utcOffset: offset), words)]),
        ]
    }

    func show(_ found: Seminar, _ page: StaffPage, problems: [String]) async throws -> Response {
        try SeminarOfficePages.show(
            view("office-seminar", found, page, problems: problems), found,
            try await page.register.seminarTally(found.number),
            try await page.register.seminarQuestions(found.number), page)
    }

    // MARK: Acts

    func act(
        _ act: SeminarAct, on number: Int64, seen: Int64, because reason: BulletinReason, _ page: StaffPage
    ) async throws -> BulletinChange {
        let (register, principal) = (page.register, try page.principal)
        switch act {
        case .publish, .correct:
            return try await register.publishSeminar(
                number, seen: seen, reason: reason, by: principal, now: page.now)
        case .cancel:
            return try await register.cancelSeminar(
                number, seen: seen, reason: reason, by: principal, now: page.now)
        }
    }
}
