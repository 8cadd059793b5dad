import HTTPTypes
import Hummingbird
import NIOCore
import PassCrypto
import Register
import StrictJSON

/// Rule sets and fee tables: what holds and held, what another would have made of the last year, and proposing it.
struct RuleOfficeRoutes: Sendable {
    func add(to router: OfficeRouter) {
        router.page("rules", .seeRules) { page in try await show(page) }
        router.page("rules/files/:digest", .seeRules) { page in
            let sets = try await page.register.ruleSets(.violations) + page.register.ruleSets(.fees)
            guard let digest = Hex.decode(page.parameter("digest")),
                let set = sets.first(where: { $0.digest == digest })
            else { throw Problem.notFound }
            return Self.file(set.kind, set.bytes)
        }
        router.page("changes/:id/file", .seeChanges) { page in
            guard let id = ChangeID(hex: page.parameter("id")), let change = try await page.register.change(id) else {
                throw Problem.notFound
            }
            switch change.body {
            case .putInForce(let kind, let bytes): return Self.file(kind, bytes)
            case .takeRoot(let bytes): return RootOfficeRoutes.file(bytes)
            default: throw Problem.notFound
            }
        }
        router.upload("rules/dry-run", .proposeRules, fields: ["kind"], file: "file") { page, fields, upload in
            guard let kind = RuleKind(rawValue: fields["kind"]) else { throw Problem.badForm }
            switch upload {
            case nil: return try await show(page, problem: page.words["errors.choose"])
            case .tooLarge: return try await show(page, problem: page.words["errors.too-large"])
            case .file(let bytes):
                do {
                    return try DryRunPage(run: try await page.register.dryRun(kind, bytes, now: page.now)).response(
                        in: page)
                } catch let error as RegisterError where error.code == .invalidSeeds {
                    return try await show(page, problem: Self.problem(error, page))
                }
            }
        }
        router.form(
            "rules/propose", .proposeRules, .proposeChanges, fields: ["kind", "content", "note"], isGrave: true
        ) { page, fields in
            guard let kind = RuleKind(rawValue: fields["kind"]),
                let bytes = Base64URL.decode(Array(fields["content"].utf8))
            else { throw Problem.badForm }
            do {
                let change = try await page.register.propose(
                    .putInForce(kind, bytes), note: fields["note"], by: page.principal, now: page.now)
                return page.redirect(to: "changes/\(change.id.hex)")
            } catch let error as RegisterError where error.code == .impossibleChange {
                return try await show(page, problem: page.words["staff.rules-too-early"])
            } catch let error as RegisterError where error.code == .invalidSeeds {
                return try await show(page, problem: Self.problem(error, page))
            }
        }
    }

    /// Where in the file something is wrong, as whoever wrote it needs it.
    private static func problem(_ error: RegisterError, _ page: StaffPage) -> String {
        page.words[
            "staff.rules-refused", ["problem": String(error.description.replacing("seeds/", with: "").prefix(300))]]
    }

    private static func file(_ kind: RuleKind, _ bytes: [UInt8]) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "application/json", .contentDisposition: "attachment; filename=\"\(kind.fileName)\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private func show(_ page: StaffPage, problem: String? = nil) async throws -> Response {
        let words = page.words
        var view = OfficeView("office-rules", title: words["staff.menu-rules"])
        view.isError = problem != nil
        view.status = problem == nil ? .ok : .unprocessableContent
        view.values = ErrorSummaryView(problems: problem.map { [$0] } ?? [], fields: []).values
        var kinds: [[String: Any]] = []
        for kind in RuleKind.allCases {
            let sets = try await page.register.ruleSets(kind)
            kinds.append(Self.values(kind, sets, page))
        }
        view.values["kinds"] = kinds
        view.values["mayPropose"] = page.may(.proposeRules)
        view.values["dryRun"] = page.link("rules/dry-run")
        return try view.response(in: page)
    }

    @inline(never)
    private static func values(_ kind: RuleKind, _ sets: [StoredRuleSet], _ page: StaffPage) -> [String: Any] {
        let words = page.words
        var values: [String: Any] = [:]
        let offset = page.register.utcOffset
        let current = sets.last { $0.from.start(utcOffset: offset) <= page.now }
        values["kind"] = kind.rawValue
        values["title"] = words["staff.rules-kind-\(kind.rawValue)"]
        values["hasSets"] = !sets.isEmpty
        values["sets"] = sets.reversed().map { set -> [String: Any] in
            let name =
                set == current ? "now" : set.from.start(utcOffset: offset) > page.now ? "coming" : "past"
            let look: StatusTag.Look = set == current ? .good : name == "coming" ? .waiting : .over
            var row = StatusTag(look: look, text: words["staff.rules-\(name)"]).values
            row["from"] = DayText.text(set.from, words)
            row["digest"] = Hex.encode(set.digest)
            row["short"] = String(Hex.encode(set.digest).prefix(16))
            row["file"] = page.link("rules/files/\(Hex.encode(set.digest))")
            row["by"] =
                set.adoptedBy.flatMap { try? Principal($0) }.map(ChangeOfficeRoutes.person)
                ?? words["staff.rules-seeds"]
            return row
        }
        return values
    }
}
