import Hummingbird
import Register

/// How the office writes bulletins of a kind, and makes them what everybody sees. The routes are the same of all kinds (see
/// ``BulletinDesk/addWriting(to:)``); what a kind is besides, its desk adds.
protocol BulletinDesk: Sendable {
    associatedtype Form: BulletinForm
    typealias Kind = Form.Kind

    /// Of its addresses: `news`.
    static var path: String { get }
    /// With which its words begin: `staff.news`. What it has no words of its own for is said as of announcements.
    static var section: String { get }
    static var rights: BulletinRights { get }
    /// Fields of the form beyond the texts.
    static var fields: Set<String> { get }
    static var repeated: Set<String> { get }
    static var endings: [BulletinEnding<Kind>] { get }

    func blank(_ page: StaffPage) -> Form
    func form(_ content: Kind.Content, _ page: StaffPage) -> Form
    /// Puts into a form what was typed beyond the texts.
    func read(_ fields: FormFields, into form: inout Form)
    func fields(_ form: Form, _ view: BulletinFields) -> [FormFieldView]

    /// The words at the head of the list's columns, and what stands in them, between the title and how the bulletin stands.
    func columns(_ page: StaffPage) -> [String]
    func cells(_ bulletin: Bulletin<Kind>, _ page: StaffPage) async throws -> [String]
    func tag(_ bulletin: Bulletin<Kind>, _ page: StaffPage) -> StatusTag
    func rows(_ content: Kind.Content, _ page: StaffPage) -> [SummaryView.Row]
    func show(_ found: Bulletin<Kind>, _ page: StaffPage, problems: [String]) async throws -> Response

    /// Publishes it, where nothing else is asked for, or ends it.
    /// - Parameter seen: its changes when who acts last saw it.
    func act(
        _ act: Kind.Act, on number: Int64, seen: Int64, because reason: BulletinReason, _ page: StaffPage
    ) async throws -> BulletinChange
}

struct BulletinRights: Sendable {
    let see: Permission
    let write: Permission
    let publish: Permission

    static let news = BulletinRights(see: .seeNews, write: .writeNews, publish: .publishNews)
}

/// An act after which a bulletin says no more than it does, or is taken back.
struct BulletinEnding<Kind: BulletinKind>: Sendable {
    /// Its address and its words are named after it.
    let act: Kind.Act
    /// Whether it can be done as things stand.
    let isPossible: @Sendable (Bulletin<Kind>, StaffPage) -> Bool
}

extension BulletinDesk {
    static func say(_ key: String, _ page: StaffPage, _ values: [String: String] = [:]) -> String {
        let own = "\(section)-\(key)"
        return page.words[page.words.find(own) == nil ? "staff.news-\(key)" : own, values]
    }

    static func path(_ bulletin: Bulletin<Kind>) -> String { "\(path)/\(bulletin.number)" }

    // MARK: Routes

    /// Reading, writing, throwing away, publishing, ending.
    func addWriting(to router: OfficeRouter) {
        let (path, one) = (Self.path, "\(Self.path)/:\(Kind.noun)")
        let names = Self.fields.union(TypedTexts<Kind.Content.Part>.fields).union(["seen"])
        let reason: Set<String> = ["seen", "reason-zh", "reason-en"]
        router.page(path, Self.rights.see) { page in try await list(page) }
        router.page("\(path)-new", Self.rights.write) { page in try write(page) }
        router.form("\(path)-new", Self.rights.write, fields: names, repeated: Self.repeated) { page, fields in
            try await create(page, fields)
        }
        router.page(one, Self.rights.see) { page in try await show(page) }
        router.page("\(one)/edit", Self.rights.write) { page in try await edit(page) }
        router.form("\(one)/edit", Self.rights.write, fields: names, repeated: Self.repeated) { page, fields in
            try await keep(page, fields)
        }
        router.form("\(one)/drop", Self.rights.write, fields: ["seen"]) { page, fields in
            try await drop(page, fields)
        }
        router.form("\(one)/publish", Self.rights.publish, fields: reason) { page, fields in
            try await act(.publish, page, fields)
        }
        for ending in Self.endings {
            router.form("\(one)/\(ending.act.rawValue)", Self.rights.publish, fields: reason) { page, fields in
                try await act(ending.act, page, fields)
            }
        }
    }

    // MARK: Reading

    private func list(_ page: StaffPage) async throws -> Response {
        var entries: [BulletinEntry<Kind>] = []
        for bulletin in try await page.register.bulletins(Kind.self) {
            entries.append(BulletinEntry(bulletin: bulletin, cells: try await cells(bulletin, page)))
        }
        return try list(entries, page)
    }

    func found(_ page: StaffPage) async throws -> Bulletin<Kind> {
        guard let number = Int64(page.parameter(Kind.noun)),
            let found = try await page.register.bulletin(number, Kind.self)
        else { throw Problem.notFound }
        return found
    }

    private func show(_ page: StaffPage) async throws -> Response {
        try await show(try await found(page), page, problems: [])
    }

    /// After an act: on to the bulletin, or what stood in the way.
    func after(_ change: BulletinChange, _ found: Bulletin<Kind>, _ page: StaffPage) async throws -> Response {
        let problems = problems(change, page)
        guard problems.isEmpty else { return try await show(found, page, problems: problems) }
        return page.redirect(to: Self.path(found))
    }

    // MARK: Writing

    private func write(_ page: StaffPage) throws -> Response { try form(blank(page), of: nil, page) }

    private func create(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let typed = typed(fields, page)
        switch try await page.register.draft(typed, by: page.principal, now: page.now) {
        case .changed(let number): return page.redirect(to: "\(Self.path)/\(number)")
        case .refused(let faults): return try form(typed, of: nil, faults: faults, page)
        case .moved: throw Problem.notFound
        }
    }

    private func edit(_ page: StaffPage) async throws -> Response {
        let found = try await found(page)
        guard found.isWritten, let content = found.newest else { throw Problem.notFound }
        return try form(form(content, page), of: found, page)
    }

    private func keep(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let found = try await found(page)
        let typed = typed(fields, page)
        let change = try await page.register.draft(
            typed, of: found.number, seen: Int64(fields["seen"]) ?? 0, by: page.principal, now: page.now)
        switch change {
        case .changed(let number): return page.redirect(to: "\(Self.path)/\(number)")
        case .refused(let faults): return try form(typed, of: found, faults: faults, page)
        // What was typed is there to be compared with what another wrote meanwhile.
        case .moved: return try form(typed, of: found, isMoved: true, page)
        }
    }

    @inline(never)
    private func typed(_ fields: FormFields, _ page: StaffPage) -> Form {
        var form = blank(page)
        for part in Kind.Content.Part.allCases {
            for language in SiteLanguage.allCases {
                form.typed[part][language] = fields[TypedTexts.field(part, language)]
            }
        }
        read(fields, into: &form)
        return form
    }

    private func drop(_ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let found = try await found(page)
        let change = try await page.register.dropDraft(
            of: Kind.self, found.number, seen: Int64(fields["seen"]) ?? 0)
        guard case .changed = change, found.state == .draft else { return try await after(change, found, page) }
        return page.redirect(to: Self.path)
    }

    // MARK: Everybody sees it

    private func act(_ act: Kind.Act, _ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let found = try await found(page)
        let reason = BulletinReason(chinese: fields["reason-zh"], english: fields["reason-en"])
        let change = try await self.act(
            act, on: found.number, seen: Int64(fields["seen"]) ?? 0, because: reason, page)
        return try await after(change, found, page)
    }
}
