import GateMessages
import Hummingbird
import PassFormat
import Register

/// What guards told the office of, until somebody did it.
struct TaskOfficeRoutes: Sendable {
    func add(to router: OfficeRouter) {
        router.page("tasks", .seeTasks) { page in try await show(page) }
        router.form("tasks/:task/done", .doTasks) { page, _ in
            guard let task = Int64(page.parameter("task")), let duty = page.duty else { throw Problem.notFound }
            _ = try await page.register.finishTask(
                task, of: duty.member.name, by: page.principal, now: page.now)
            return page.redirect(to: "tasks")
        }
    }

    private func show(_ page: StaffPage) async throws -> Response {
        let words = page.words
        let tasks = try await page.register.tasks()
        var view = OfficeView("office-tasks", title: words["staff.menu-tasks"])
        view.values["hasTasks"] = !tasks.isEmpty
        view.values["mayDo"] = page.may(.doTasks)
        view.values["tasks"] = tasks.map { Self.values($0, page) }
        return try view.response(in: page)
    }

    private static func values(_ task: GateTask, _ page: StaffPage) -> [String: Any] {
        var values: [String: Any] = [:]
        values["subject"] = page.words["staff.task-\(task.subject.name)"]
        values["gate"] = task.gate
        values["guard"] = task.guardName
        values["time"] = page.moment(task.time)
        values["hasNumber"] = task.number != nil
        values["number"] = task.number ?? ""
        values["find"] = page.link("passes?q=\(task.number ?? "")")
        values["hasPlate"] = task.plate != nil
        values["plate"] = task.plate ?? ""
        values["hasNote"] = task.note != nil
        values["note"] = task.note ?? ""
        values["done"] = page.link("tasks/\(task.id)/done")
        // What it is about where the guard said so, else the report itself.
        let place = task.concerns ?? JournalPlace(epoch: task.epoch, sequence: task.sequence)
        values["hasStory"] = page.may(.seeGates) && page.may(.seePasses)
        values["story"] = page.link("gates/\(task.gate)/records/\(place.epoch.hex)/\(place.sequence)")
        values["mayRecord"] = page.may(.recordViolations) && task.subject != .equipment
        values["record"] = page.link("record-violation?task=\(task.id)")
        return values
    }
}
