import HTTPTypes
import Hummingbird
import Register

/// Alarms, each with somebody who has it in hand.
struct AlarmOfficeRoutes: Sendable {
    func add(to router: OfficeRouter) {
        router.page("alarms", .seeGates) { page in try await list(page) }
        router.page("alarms/:alarm", .seeGates) { page in try await show(page, problem: nil) }
        router.form("alarms/:alarm/take", .handleAlarms) { page, fields in try await act(.take, page, fields) }
        router.form("alarms/:alarm/note", .handleAlarms, fields: ["note"]) { page, fields in
            try await act(.note, page, fields)
        }
        router.form("alarms/:alarm/hand-over", .handleAlarms, fields: ["to", "note"]) { page, fields in
            guard let other = StaffHandle(fields["to"]) else {
                return try await show(page, problem: page.words["errors.choose"])
            }
            return try await act(.handOver(to: other), page, fields)
        }
        router.form("alarms/:alarm/close", .handleAlarms, fields: ["ending", "note"]) { page, fields in
            guard let ending = AlarmEnding(rawValue: fields["ending"]) else {
                return try await show(page, problem: page.words["errors.choose"])
            }
            return try await act(.close(as: ending), page, fields)
        }
    }

    private func id(_ page: StaffPage) throws -> Int64 {
        guard let id = Int64(page.parameter("alarm")) else { throw Problem.notFound }
        return id
    }

    private func act(_ act: AlarmAct, _ page: StaffPage, _ fields: FormFields) async throws -> Response {
        let id = try id(page)
        guard let handle = page.duty?.member.handle else { throw Problem.internalError }
        do {
            try await page.register.handle(id, act, note: fields["note"], by: handle, now: page.now)
        } catch let error as RegisterError where error.code == .invalidArgument {
            return try await show(page, problem: page.words["staff.alarm-note-wrong"], note: fields["note"])
        } catch let error as RegisterError where error.code == .impossibleChange {
            return try await show(page, problem: page.words["staff.alarm-moved"], note: fields["note"])
        }
        return page.redirect(to: "alarms/\(id)")
    }

    private func list(_ page: StaffPage) async throws -> Response {
        try await page.register.watchGates(now: page.now)
        let before = Int64(page.query("before"))
        let open = before == nil ? try await page.register.openAlarms() : []
        let past = try await page.register.pastAlarms(before: before ?? .max)
        return try AlarmPage.list(open, past, isFirst: before == nil, page)
    }

    private func show(_ page: StaffPage, problem: String?, note: String = "") async throws -> Response {
        guard let found = try await page.register.alarm(try id(page)) else { throw Problem.notFound }
        let tasks = try await page.register.tasks(about: found.alarm)
        let others = page.may(.handleAlarms) ? try await page.register.alarmHandlers(now: page.now) : []
        return try AlarmPage.one(
            found.alarm, found.steps, tasks: tasks, handlers: others, problem: problem, note: note, page)
    }
}
