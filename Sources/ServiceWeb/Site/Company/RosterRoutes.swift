import Hummingbird
import NIOCore
import Photos
import Register
import Tables

/// A company's people and vehicles: lists, single entries, tables and photos.
struct RosterRoutes: Sendable {
    let desk: CompanyDesk
    private static let shown = 50
    /// Of a search: whoever finds more says more.
    private static let found = 100
    /// Bytes of a form of photos of many.
    private static let photoBytes = 64 << 20
    private static let mostPhotos = 1_000
    /// One such form at a time: it is in memory while it is read.
    private let photoSlots = UploadSlots(all: 1, perClient: 1)

    private var register: Register { desk.register }

    init(desk: CompanyDesk) { self.desk = desk }

    func add(to router: SiteRouter) {
        for kind in RosterKind.allCases {
            let path = CompanyPaths.roster(kind)
            router.get(path) { page in try await list(kind, page.withForms()) }
            router.post(path) { page in try await search(kind, page.withForms()) }
            router.get(path + "/new") { page in
                let page = try page.withForms()
                return try await desk.member(page, .prepare) { entryForm(kind, nil, $0, page, FieldValues(), []) }
            }
            router.post(path + "/new") { page in try await save(kind, page.withForms(), isNew: true) }
            router.get(path + "/entries/:entry") { page in try await entry(kind, page.withForms()) }
            router.post(path + "/entries/:entry") { page in try await save(kind, page.withForms(), isNew: false) }
            router.post(path + "/entries/:entry/remove") { page in try await remove(kind, page.withForms()) }
            router.get(path + "/entries/:entry/release") { page in try await releasing(kind, page.withForms()) }
            router.post(path + "/entries/:entry/release") { page in try await release(kind, page.withForms()) }
            router.get(path + "/table") { page in
                let page = try page.withForms()
                return try await desk.member(page, .prepare) {
                    RosterTablePage(kind: kind, membership: $0).response(page)
                }
            }
            router.post(path + "/table") { page in try await table(kind, page.withForms()) }
            router.get(path + "/template.csv") { page in
                try await desk.member(page, .view) { _ in RosterTablePage.template(kind) }
            }
        }
        let people = CompanyPaths.roster(.person)
        router.get(people + "/entries/:entry/photo.jpg") { page in try await photo(page) }
        router.post(people + "/entries/:entry/photo") { page in try await setPhoto(page.withForms()) }
        router.get(people + "/photos") { page in
            let page = try page.withForms()
            return try await desk.member(page, .prepare) { photosPage($0, page, nil) }
        }
        router.post(people + "/photos") { page in try await setPhotos(page.withForms()) }
    }

    private func id(_ page: PageContext) throws(Problem) -> RosterEntryID {
        guard let id = page.parameter("entry").flatMap({ RosterEntryID(hex: $0) }) else { throw .notFound }
        return id
    }

    // MARK: Lists

    private func list(_ kind: RosterKind, _ page: PageContext) async throws -> Response {
        try await desk.member(page) { membership in
            let number = OverviewRoutes.query(page).page
            let found = try await register.roster(
                kind, from: (number - 1) * Self.shown, limit: Self.shown, by: membership.account, now: desk.now())
            return RosterPage(
                kind: kind, membership: membership, found: found, text: nil,
                pager: Pager(
                    path: CompanyPaths.roster(kind), number: number, hasMore: found.total > number * Self.shown),
                utcOffset: register.utcOffset
            ).response(page)
        }
    }

    /// By form, and never by address: what is looked for may be a name or a number.
    private func search(_ kind: RosterKind, _ page: PageContext) async throws -> Response {
        try await desk.member(page) { membership in
            let fields = try await page.fields(single: ["find"])
            let found = try await register.roster(
                kind, matching: fields["find"], limit: Self.found, by: membership.account, now: desk.now())
            return RosterPage(
                kind: kind, membership: membership, found: found, text: fields["find"],
                pager: Pager(path: CompanyPaths.roster(kind), number: 1, hasMore: false),
                utcOffset: register.utcOffset
            ).response(page)
        }
    }

    // MARK: An entry

    private func entry(_ kind: RosterKind, _ page: PageContext) async throws -> Response {
        try await desk.member(page) { membership in
            guard
                let entry = try await register.rosterEntry(id(page), by: membership.account, now: desk.now()),
                entry.kind == kind
            else { throw Problem.notFound }
            return entryForm(kind, entry, membership, page, entry.values, [])
        }
    }

    private func entryForm(
        _ kind: RosterKind, _ entry: RosterEntry?, _ membership: Membership, _ page: PageContext,
        _ values: FieldValues, _ faults: [Fault]
    ) -> Response {
        EntryPage(
            kind: kind, entry: entry, values: values, faults: faults, membership: membership,
            utcOffset: register.utcOffset, now: desk.now()
        ).response(page)
    }

    private func save(_ kind: RosterKind, _ page: PageContext, isNew: Bool) async throws -> Response {
        try await desk.member(page, .prepare) { membership in
            let names = EntryPage.fields(kind)
            let fields = try await page.fields(single: Set(names))
            var values = FieldValues()
            for name in names { values[name] = fields[name] }
            let id = isNew ? nil : try id(page)
            let outcome = try await register.saveRosterEntry(
                values, kind, id: id, by: membership.account, now: desk.now())
            switch outcome {
            case .saved(let id):
                return page.redirect(
                    to: isNew && kind == .person ? CompanyPaths.entry(kind, id) : CompanyPaths.roster(kind))
            case .unknown: throw Problem.notFound
            case .refused(let faults):
                var known: RosterEntry?
                if let id { known = try await register.rosterEntry(id, by: membership.account, now: desk.now()) }
                return entryForm(kind, known, membership, page, values, faults)
            }
        }
    }

    private func remove(_ kind: RosterKind, _ page: PageContext) async throws -> Response {
        try await desk.member(page, .prepare) { membership in
            _ = try await page.fields(single: [])
            _ = try await register.removeRosterEntries([id(page)], by: membership.account, now: desk.now())
            return page.redirect(to: CompanyPaths.roster(kind))
        }
    }

    private func releasing(_ kind: RosterKind, _ page: PageContext) async throws -> Response {
        try await desk.member(page, .release) { membership in
            guard let entry = try await register.rosterEntry(id(page), by: membership.account, now: desk.now()) else {
                throw Problem.notFound
            }
            let words = page.words
            let values: [String: Any] = [
                "lead": words["company.release-lead", ["name": entry.title]],
                "action": page.link(CompanyPaths.entry(kind, entry.id, "release")),
                "button": words["company.release-send"], "back": page.link(CompanyPaths.entry(kind, entry.id)),
            ]
            return CompanyPage(page, membership, at: CompanyPaths.roster(kind)).response(
                "company-sure", title: words["company.release-title"], values)
        }
    }

    private func release(_ kind: RosterKind, _ page: PageContext) async throws -> Response {
        try await desk.member(page, .release) { membership in
            _ = try await page.fields(single: [])
            guard let outcome = try await register.release(id(page), by: membership.account, now: desk.now()) else {
                throw Problem.notFound
            }
            let words = page.words
            var boxes = [
                NoticeBox(
                    look: .success, title: words["company.released"],
                    text: words[
                        "company.released-text",
                        [
                            "passes": String(outcome.passes.count),
                            "applications": String(outcome.applications.count),
                        ]])
            ]
            var links = [["address": page.link(CompanyPaths.roster(kind)), "text": words["company.to-roster"]]]
            if let order = outcome.order {
                boxes.append(
                    NoticeBox(
                        look: .warning, title: words["company.released-order"],
                        text: words["company.released-order-text", ["order": order.text]]))
                links.append(["address": page.link(CompanyPaths.payments), "text": words["company.payments"]])
            }
            let values: [String: Any] = [
                "boxes": boxes.map(\.values), "links": links,
                "items": outcome.passes + outcome.applications,
            ]
            return CompanyPage(page, membership, at: CompanyPaths.roster(kind)).response(
                "company-done", title: words["company.released-title"], values)
        }
    }

    // MARK: Tables

    private func table(_ kind: RosterKind, _ page: PageContext) async throws -> Response {
        try await desk.member(page, .prepare) { membership in
            let (fields, upload) = try await desk.pictures.form(page, file: "table", single: ["good"])
            try page.check(fields)
            var shown = RosterTablePage(kind: kind, membership: membership)
            shown.takesGood = fields["good"] == "yes"
            switch upload {
            case nil: shown.problem = page.words["company.table-none"]
            case .tooLarge: shown.problem = page.words["errors.too-large"]
            case .file(let bytes):
                do {
                    shown.result = try await register.importRoster(
                        bytes, kind, takingGood: shown.takesGood, by: membership.account, now: desk.now())
                } catch let error as TableError {
                    shown.problem = TableWords.text(error, page.words)
                }
            }
            return shown.response(page)
        }
    }

    // MARK: Photos

    private func photo(_ page: PageContext) async throws -> Response {
        try await desk.member(page) { membership in
            guard let jpeg = try await register.rosterPhoto(of: id(page), by: membership.account) else {
                throw Problem.notFound
            }
            return Response(
                status: .ok, headers: [.contentType: "image/jpeg", .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: jpeg)))
        }
    }

    private func setPhoto(_ page: PageContext) async throws -> Response {
        try await desk.member(page, .prepare) { membership in
            let (fields, upload) = try await desk.pictures.form(page, file: "file")
            try page.check(fields)
            let id = try id(page)
            do {
                let jpeg = try await desk.pictures.jpeg(upload, as: .photo, page)
                guard try await register.setRosterPhoto(jpeg, of: id, by: membership.account, now: desk.now()) else {
                    throw Problem.notFound
                }
            } catch let refusal as PictureDesk.Refusal {
                guard let entry = try await register.rosterEntry(id, by: membership.account, now: desk.now()) else {
                    throw Problem.notFound
                }
                return entryForm(
                    .person, entry, membership, page, entry.values, [Fault("photo", refusal.rule)])
            }
            return page.redirect(to: CompanyPaths.entry(.person, id))
        }
    }

    private func photosPage(_ membership: Membership, _ page: PageContext, _ report: PhotoReport?) -> Response {
        PhotosPage(membership: membership, report: report).response(page)
    }

    /// Photos of many, each known by the name of its file.
    private func setPhotos(_ page: PageContext) async throws -> Response {
        try await desk.member(page, .prepare) { membership in
            guard photoSlots.take(nil) else { throw Problem.tooMany(.seconds(30)) }
            defer { photoSlots.free(nil) }
            let (fields, files) = try await FormBody.uploads(
                of: page.request, single: ["csrf"], files: "photos", most: Self.mostPhotos, limit: Self.photoBytes)
            try page.check(fields)
            let known = try await register.rosterEntries(named: files.map(\.name), by: membership.account)
            var report = PhotoReport()
            for file in files {
                guard let entry = known[file.name] else {
                    report.unknown.append(file.name)
                    continue
                }
                do {
                    let jpeg = try await desk.pictures.jpeg(.file(Array(file.content)), as: .photo, page)
                    if try await register.setRosterPhoto(jpeg, of: entry, by: membership.account, now: desk.now()) {
                        report.taken += 1
                    }
                } catch let refusal as PictureDesk.Refusal {
                    report.refused.append((file.name, refusal.rule))
                }
            }
            return photosPage(membership, page, report)
        }
    }
}
