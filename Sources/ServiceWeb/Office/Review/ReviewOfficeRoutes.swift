import HTTPTypes
import Hummingbird
import NIOCore
import PassCrypto
import Register

/// The queue and the one screen on which an application is decided.
struct ReviewOfficeRoutes: Sendable {
    /// What a field is faulted for, each with words in the applicant's language.
    static let faultRules = ["unreadable", "mismatch", "expired", "upload", "too-dark", "required"]

    func add(to router: OfficeRouter) {
        router.page("review", .seeApplications) { page in try await begin(page) }
        router.page("review/:number", .seeApplications) { page in try await show(page, problems: []) }
        router.page("review/:number/pictures/:picture", .seeApplications) { page in try await picture(page) }
        router.form("review/:number/approve", .reviewApplications) { page, _ in
            let application = try await application(page)
            let outcome = try await page.register.approveSoon(
                application.id, undo: page.desk.undo, by: page.principal, now: page.now)
            switch outcome {
            case .refused(let faults):
                return try await show(page, problems: faults.map { FaultWords.text($0, page.words) })
            case .waits: return try await next(after: application, page, done: "approved")
            }
        }
        router.form("review/:number/undo", .reviewApplications) { page, _ in
            let application = try await application(page)
            let isUndone = try await page.register.undoApproval(application.id, by: page.principal, now: page.now)
            return page.redirect(
                to: "review/\(application.number)?done=\(isUndone ? "undone" : "undo-late")")
        }
        router.form("review/:number/fault", .reviewApplications, repeated: ["fault"]) { page, fields in
            let application = try await application(page)
            let faults = try await faults(fields.all("fault"), application, page)
            guard !faults.isEmpty else { return try await show(page, problems: [page.words["staff.fault-none"]]) }
            try await page.register.fault(faults, of: application.id, by: page.principal, now: page.now)
            return try await next(after: application, page, done: "faulted")
        }
        router.form("review/:number/reject", .reviewApplications, fields: ["reason"]) { page, fields in
            let application = try await application(page)
            try await page.register.reject(
                application.id, reason: fields["reason"], by: page.principal, now: page.now)
            return try await next(after: application, page, done: "rejected")
        }
        router.form("review/:number/police", .reviewApplications) { page, _ in
            let application = try await application(page)
            try await page.register.sendToPolice(application.id, by: page.principal, now: page.now)
            return try await next(after: application, page, done: "police")
        }
        PoliceOfficeRoutes().add(to: router)
        router.form("review/:number/verdict", .givePoliceVerdicts, fields: ["verdict", "reference"]) { page, fields in
            let application = try await application(page)
            guard let verdict = PassApplication.Verdict(rawValue: fields["verdict"]) else { throw Problem.badForm }
            try await page.register.setVerdict(
                verdict, reference: fields["reference"], of: application.id, by: page.principal, now: page.now)
            return try await next(after: application, page, done: "verdict")
        }
    }

    private func application(_ page: StaffPage) async throws -> PassApplication {
        guard let number = ApplicationNumber(typed: page.parameter("number")),
            let application = try await page.register.application(number: number)
        else { throw Problem.notFound }
        return application
    }

    /// The faults that a form names, `photo:too-dark`: of fields that the application has, and of rules that there are words for.
    private func faults(
        _ typed: [String], _ application: PassApplication, _ page: StaffPage
    ) async throws -> [Fault] {
        guard let opened = try await page.register.opened(application.id) else { throw Problem.notFound }
        let known = Set(ReviewFields(opened: opened, page: page).rows.map(\.field))
        return typed.compactMap { text in
            let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2, known.contains(parts[0]), Self.faultRules.contains(parts[1]) else { return nil }
            return Fault(parts[0], parts[1])
        }
    }

    private func begin(_ page: StaffPage) async throws -> Response {
        let queue = try await page.register.reviewQueue()
        guard let first = Self.actionable(queue, page).first ?? queue.first else {
            var view = OfficeView("office-review-empty", title: page.words["staff.menu-review"])
            view.done = Self.done(page)
            return try view.response(in: page)
        }
        return page.redirect(to: "review/\(first.application.number)")
    }

    /// What was decided just now, in words; nil for nothing.
    static func done(_ page: StaffPage) -> String? {
        let path = "staff.done-\(page.query("done"))"
        guard page.words.find(path) != nil else { return nil }
        return page.words[path, ["undoSeconds": String(page.desk.undo)]]
    }

    /// Those with which somebody can go on: what is with the police is the liaison's.
    private static func actionable(
        _ queue: [Register.QueuedApplication], _ page: StaffPage
    ) -> [Register.QueuedApplication] {
        page.may(.reviewApplications) ? queue.filter { !$0.waitsForPolice } : queue
    }

    /// The one after it in the queue, so that a hand stays on the keys; what was decided is named, to be undone.
    private func next(
        after application: PassApplication, _ page: StaffPage, done: String
    ) async throws -> Response {
        let queue = Self.actionable(try await page.register.reviewQueue(), page)
        let others = queue.filter { $0.application.number != application.number }
        let next = others.first { $0.comes(after: application) } ?? others.first
        let place = next.map { "review/\($0.application.number)" } ?? "review"
        return page.redirect(to: "\(place)?done=\(done)&of=\(application.number)")
    }

    private func picture(_ page: StaffPage) async throws -> Response {
        let application = try await application(page)
        guard let name = Hex.decode(page.parameter("picture")),
            let jpeg = try await page.register.picture(name, of: application.id)
        else { throw Problem.notFound }
        return Response(
            status: .ok, headers: [.contentType: "image/jpeg"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: jpeg)))
    }

    private func show(_ page: StaffPage, problems: [String]) async throws -> Response {
        guard let number = ApplicationNumber(typed: page.parameter("number")),
            let found = try await page.register.reviewCase(number, by: page.principal, now: page.now)
        else { throw Problem.notFound }
        try await page.register.noteAccess(
            to: found.opened.application, for: .review, by: page.principal, now: page.now)
        return try await ReviewScreen(
            page: page, found: found, queue: try await page.register.reviewQueue(), problems: problems
        ).response()
    }
}
