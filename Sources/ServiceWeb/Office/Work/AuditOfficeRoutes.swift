import HTTPTypes
import Hummingbird
import NIOCore
import Register

/// The log of every act, for who has to account for it: looked through by what it is about, taken away as it is hashed, and each
/// record with the proof that it stands in the log.
struct AuditOfficeRoutes: Sendable {
    private static let shown = 100
    /// Records of one file.
    private static let mostExported: Int64 = 100_000

    func add(to router: OfficeRouter) {
        router.page("audit", .seeAudit) { page in try await show(page) }
        router.page("audit/export", .seeAudit) { page in try await export(page) }
        router.page("audit/proof", .seeAudit) { page in try await proof(page) }
    }

    // MARK: What is asked for

    /// What a record can be asked for by, in the order of the page.
    private enum About: String, CaseIterable {
        case everything, pass, application, gate, by, event

        func filter(_ text: String) -> AuditFilter {
            switch self {
            case .everything: .everything
            case .pass: .pass(text)
            case .application: .application(text)
            case .gate: .gate(text)
            case .by: .principal(text)
            case .event: .event(text)
            }
        }
    }

    private struct Question {
        let about: About
        let text: String

        init(_ page: StaffPage) {
            let text = String(page.query("q").trimmingPrefix { $0 == " " }.prefix(64))
            about = text.isEmpty ? .everything : About(rawValue: page.query("about")) ?? .everything
            self.text = about == .everything ? "" : about == .pass || about == .application ? text.uppercased() : text
        }

        var filter: AuditFilter { about.filter(text) }

        /// To be put behind a path, for the same question.
        var query: String {
            let plain = text.unicodeScalars.map { scalar in
                let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
                return isPlain || scalar == "-" || scalar == "."
                    ? String(scalar) : String(scalar).utf8.map { Self.escaped($0) }.joined()
            }
            return "about=\(about.rawValue)&q=\(plain.joined())"
        }

        private static func escaped(_ byte: UInt8) -> String {
            let digits = Array("0123456789ABCDEF")
            return "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
        }
    }

    // MARK: Pages and files

    private func show(_ page: StaffPage) async throws -> Response {
        let question = Question(page)
        let found = try await page.register.auditPage(
            before: Int64(page.query("before")), limit: Self.shown, filter: question.filter)
        return try Self.view(of: found, question, page)
    }

    /// Apart from the asynchronous part, and not inlined into it: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    private static func view(of found: AuditPage, _ question: Question, _ page: StaffPage) throws -> Response {
        let words = page.words
        var view = OfficeView("office-audit", title: words["staff.menu-audit"])
        view.values["q"] = question.text
        view.values["abouts"] = About.allCases.map { about -> [String: Any] in
            var values: [String: Any] = ["value": about.rawValue, "isChosen": about == question.about]
            values["text"] = words["staff.audit-about-\(about.rawValue)"]
            return values
        }
        view.values["records"] = found.entries.map { values($0, page) }
        view.values["hasRecords"] = !found.entries.isEmpty
        view.values["size"] = words["staff.audit-size", ["count": String(found.size)]]
        view.values["hasOlder"] = found.next != nil
        view.values["older"] = page.link("audit?\(question.query)&before=\(found.next ?? 0)")
        view.values["export"] = page.link("audit/export?\(question.query)")
        return try view.response(in: page)
    }

    private static func values(_ entry: AuditEntry, _ page: StaffPage) -> [String: Any] {
        var values: [String: Any] = ["number": String(entry.number), "by": entry.by, "event": entry.event]
        values["at"] = page.moment(entry.at)
        values["details"] = entry.details.map { detail -> [String: Any] in
            ["name": detail.name, "value": detail.values.joined(separator: page.words["staff.comma"])]
        }
        values["proof"] = page.link("audit/proof?number=\(entry.number)")
        return values
    }

    private func export(_ page: StaffPage) async throws -> Response {
        let size = try await page.register.auditSize()
        var lines = ByteBuffer()
        try await page.register.exportAudit(max(0, size - Self.mostExported)..<size, filter: Question(page).filter) {
            lines.writeBytes($0)
            lines.writeInteger(UInt8(ascii: "\n"))
        }
        return Self.file(lines, "application/jsonl", name: "audit.jsonl")
    }

    private func proof(_ page: StaffPage) async throws -> Response {
        guard let number = Int64(page.query("number")), number >= 0, number < (try await page.register.auditSize())
        else { throw Problem.notFound }
        let proof = try await page.register.auditProof(of: number, now: page.now)
        return Self.file(ByteBuffer(bytes: proof.json), "application/json", name: "audit-\(number).json")
    }

    private static func file(_ bytes: ByteBuffer, _ type: String, name: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: type, .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"\(name)\"",
            ], body: ResponseBody(byteBuffer: bytes))
    }
}
