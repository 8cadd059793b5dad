import Hummingbird
import Identifiers
import Register

/// Consultations in the office: who writes and publishes them does so as with announcements.
struct ConsultationDesk: BulletinDesk {
    static let path = "consultations"
    static let section = "staff.consult"
    static let rights = BulletinRights.news
    static let fields: Set<String> = ["from", "until"]
    static let repeated: Set<String> = ["ports"]
    static let endings = [
        BulletinEnding<Consultations>(act: .end) { consultation, page in
            consultation.phase(at: page.now, utcOffset: page.register.utcOffset) == .open
        },
        BulletinEnding<Consultations>(act: .withdraw) { consultation, _ in
            consultation.state == .published
        },
    ]

    // MARK: The form

    func blank(_ page: StaffPage) -> ConsultationForm {
        var form = ConsultationForm()
        form.from = DateText.iso(CivilDate(of: page.now, utcOffset: page.register.utcOffset))
        return form
    }

    func form(_ content: ConsultationContent, _ page: StaffPage) -> ConsultationForm { ConsultationForm(content) }

    func read(_ fields: FormFields, into form: inout ConsultationForm) {
        form.ports = fields.all("ports")
        form.from = fields["from"]
        form.until = fields["until"]
    }

    func fields(_ form: ConsultationForm, _ view: BulletinFields) -> [FormFieldView] {
        [view.ports(form.ports), view.field("from", .date, form.from), view.field("until", .date, form.until)]
    }

    // MARK: The pages

    /// By the day, and with what waits.
    func tag(_ consultation: Consultation, _ page: StaffPage) -> StatusTag {
        let phase = consultation.phase(at: page.now, utcOffset: page.register.utcOffset)
        let end = consultation.endsAt(utcOffset: page.register.utcOffset)
        let late = page.register.service.consultationDays * 86_400
        let isLate = phase == .answering && end.map { $0 + late <= page.now } ?? false
        let look: StatusTag.Look =
            switch phase {
            case .draft, .upcoming: .waiting
            case .open: .good
            case .answering: isLate ? .bad : .asking
            case .answered, .withdrawn: .over
            }
        var text = page.words["staff.consult-state-\(phase.rawValue)"]
        if isLate { text += "・\(page.words["staff.is-late"])" }
        if consultation.draft != nil, phase != .draft { text += "・\(page.words["staff.consult-correcting"])" }
        return StatusTag(look: look, text: text)
    }

    func columns(_ page: StaffPage) -> [String] {
        ["from", "until", "all", "waiting", "unanswered-count"].map { page.words["staff.consult-\($0)"] }
    }

    func cells(_ consultation: Consultation, _ page: StaffPage) async throws -> [String] {
        cells(consultation, try await page.register.contributionCounts(of: consultation.number), page)
    }

    @inline(never)
    private func cells(
        _ consultation: Consultation, _ counts: ContributionCounts, _ page: StaffPage
    ) -> [String] {
        let content = consultation.newest
        return [
            content.map { DayText.text($0.from, page.words) } ?? "—",
            content.map { DayText.text($0.until, page.words) } ?? "—", String(counts.all), String(counts.received),
            String(counts.unanswered),
        ]
    }

    func rows(_ content: ConsultationContent, _ page: StaffPage) -> [SummaryView.Row] {
        let words = page.words
        return [
            SummaryView.Row(words["staff.news-ports"], page.ports(content.ports)),
            SummaryView.Row(words["staff.consult-from"], [DayText.text(content.from, words)]),
            SummaryView.Row(words["staff.consult-until"], [DayText.text(content.until, words)]),
        ]
    }

    func show(_ found: Consultation, _ page: StaffPage, problems: [String]) async throws -> Response {
        try await show(found, page, problems: problems, outcome: .init())
    }

    func show(
        _ found: Consultation, _ page: StaffPage, problems: [String], outcome: ConsultationOfficePages.Outcome
    ) async throws -> Response {
        try ConsultationOfficePages.show(
            view("office-consultation", found, page, problems: problems), found,
            try await page.register.contributionCounts(of: found.number),
            try await page.register.consultationReplies(of: found.number), page, outcome: outcome)
    }

    // MARK: Acts

    func act(
        _ act: ConsultationAct, on number: Int64, seen: Int64, because reason: BulletinReason, _ page: StaffPage
    ) async throws -> BulletinChange {
        let (register, principal) = (page.register, try page.principal)
        switch act {
        case .publish, .correct:
            return try await register.publishConsultation(
                number, seen: seen, reason: reason, by: principal, now: page.now)
        case .end:
            return try await register.endConsultation(
                number, seen: seen, reason: reason, by: principal, now: page.now)
        case .withdraw:
            return try await register.withdrawConsultation(
                number, seen: seen, reason: reason, by: principal, now: page.now)
        // With what came of it, and so by a form of its own.
        case .answer: return .moved
        }
    }
}
