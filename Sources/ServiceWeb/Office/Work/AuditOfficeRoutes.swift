import Hummingbird
import Register
import StrictJSON

/// The log of every act, the newest first.
struct AuditOfficeRoutes: Sendable {
    private static let shown: Int64 = 100

    func add(to router: OfficeRouter) {
        router.page("audit", .seeAudit) { page in try await show(page) }
    }

    private func show(_ page: StaffPage) async throws -> Response {
        let size = try await page.register.auditSize()
        let before = min(size, Int64(page.query("before")) ?? size)
        let first = max(0, before - Self.shown)
        var records: [[String: Any]] = []
        for number in stride(from: before - 1, through: first, by: -1) {
            guard let bytes = try await page.register.auditRecord(number) else { continue }
            records.append(Self.values(number, bytes, page))
        }
        var view = OfficeView("office-audit", title: page.words["staff.menu-audit"])
        view.values = [
            "records": records, "size": page.words["staff.audit-size", ["count": String(size)]],
            "hasOlder": first > 0, "older": page.link("audit?before=\(first)"),
        ]
        return try view.response(in: page)
    }

    private static func values(_ number: Int64, _ bytes: [UInt8], _ page: StaffPage) -> [String: Any] {
        guard case .object(let members)? = try? JSONReader.read(bytes) else {
            return [
                "number": String(number), "at": "", "by": "", "event": page.words["staff.audit-broken"], "rest": "",
            ]
        }
        func text(_ name: ExactText) -> String {
            if case .string(let text)? = members[name] { text.string } else { "" }
        }
        var rest = members
        for name in ["at", "by", "n", "event"] as [ExactText] { rest[name] = nil }
        var at = ""
        if case .integer(let time)? = members["at"] { at = page.moment(time) }
        return [
            "number": String(number), "at": at, "by": text("by"), "event": text("event"),
            "rest": String(decoding: JSONWriter.compact(.object(rest)), as: UTF8.self),
        ]
    }
}
