import GateMessages
import HTTPTypes
import Hummingbird
import NIOCore
import PassFormat
import Register

/// What gates wrote, record by record: the story of a scan, and its proof.
struct RecordOfficeRoutes: Sendable {
    private static let shown = 50

    func add(to router: OfficeRouter) {
        router.page("scans", .seeGates, .seePasses) { page in try await search(page) }
        router.page("gates/:gate/records", .seeGates, .seePasses) { page in try await list(page) }
        router.page("gates/:gate/records/:epoch/:sequence", .seeGates, .seePasses) { page in try await show(page) }
        router.page("gates/:gate/records/:epoch/:sequence/proof", .seeGates, .seePasses) { page in
            try await proof(page)
        }
    }

    // MARK: Many

    private func search(_ page: StaffPage) async throws -> Response {
        let typed = page.query("number")
        let entries = typed.isEmpty ? [] : try await page.register.journal(number: typed)
        return try Self.search(entries, typed, page)
    }

    @inline(never)
    private static func search(_ entries: [JournalEntry], _ typed: String, _ page: StaffPage) throws -> Response {
        var view = OfficeView("office-scans", title: page.words["staff.menu-scans"])
        view.values["typed"] = typed
        view.values["hasSearched"] = !typed.isEmpty
        view.values["hasRecords"] = !entries.isEmpty
        view.values["records"] = entries.map { RecordWords.row($0, page) }
        return try view.response(in: page)
    }

    private func list(_ page: StaffPage) async throws -> Response {
        guard let gate = try await page.register.gate(page.parameter("gate"), now: page.now) else {
            throw Problem.notFound
        }
        let epoch = try Self.epoch(page.query("epoch"))
        let (epochs, entries) = try await page.register.journal(
            of: gate.summary.gate, epoch: epoch, before: Int64(page.query("before")) ?? .max, limit: Self.shown)
        return try Self.list(gate, epochs, epoch ?? epochs.first, entries, page)
    }

    @inline(never)
    private static func list(
        _ gate: GateDetail, _ epochs: [JournalEpoch], _ chosen: JournalEpoch?, _ entries: [JournalEntry],
        _ page: StaffPage
    ) throws -> Response {
        let name = gate.summary.gate
        var view = OfficeView("office-records", title: page.words["staff.records-of", ["gate": name]])
        let base = page.link("gates/\(name)/records")
        view.values["hasEpochs"] = epochs.count > 1
        view.values["epochs"] = epochs.map { epoch -> [String: Any] in
            ["epoch": epoch.hex, "address": "\(base)?epoch=\(epoch.hex)", "isChosen": epoch == chosen]
        }
        view.values["hasRecords"] = !entries.isEmpty
        view.values["records"] = entries.map { RecordWords.row($0, page) }
        view.values["hasOlder"] = entries.count == shown
        if let last = entries.last {
            view.values["older"] = "\(base)?epoch=\(last.place.epoch.hex)&before=\(last.place.sequence)"
        }
        view.values["gateAddress"] = page.link("gates/\(name)")
        view.values["gate"] = name
        return try view.response(in: page)
    }

    /// Nil for none.
    private static func epoch(_ text: String) throws -> JournalEpoch? {
        guard !text.isEmpty else { return nil }
        guard let epoch = JournalEpoch(hex: text) else { throw Problem.notFound }
        return epoch
    }

    // MARK: One

    private func place(_ page: StaffPage) throws -> JournalPlace {
        guard let epoch = try Self.epoch(page.parameter("epoch")), let sequence = Int64(page.parameter("sequence")),
            sequence > 0
        else { throw Problem.notFound }
        return JournalPlace(epoch: epoch, sequence: sequence)
    }

    private func show(_ page: StaffPage) async throws -> Response {
        let story = try await page.register.story(
            of: page.parameter("gate"), try place(page), by: page.principal, now: page.now)
        guard let story else { throw Problem.notFound }
        return try StoryPage.response(story, page)
    }

    private func proof(_ page: StaffPage) async throws -> Response {
        let place = try place(page)
        guard let entry = try await page.register.record(of: page.parameter("gate"), place),
            !GateReason.isDiscreet(RecordWords.reasons(entry.event), page)
        else { throw Problem.notFound }
        guard let bytes = try await page.register.proof(of: page.parameter("gate"), place, now: page.now) else {
            throw Problem.notFound
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/json",
                .contentDisposition: "attachment; filename=\"record-\(place.epoch.hex)-\(place.sequence).json\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
