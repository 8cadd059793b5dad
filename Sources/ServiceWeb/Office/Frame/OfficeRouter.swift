import HTTPTypes
import Hummingbird
import Logging
import Register

/// Adds pages of the back office. There is no way to add one without saying what it asks of who comes; a form is read, and its token
/// looked at, before the handler sees anything.
final class OfficeRouter {
    typealias Page = @Sendable (StaffPage) async throws -> Response
    typealias Form = @Sendable (StaffPage, FormFields) async throws -> Response

    private let desk: OfficeDesk
    private let group: RouterGroup<ServiceContext>
    private(set) var routes: [OfficeRoute] = []

    /// Where a second factor is typed that is asked for before an act.
    static let proof = "proof"

    init(desk: OfficeDesk, router: Router<ServiceContext>) {
        self.desk = desk
        // Outermost the public pages' session: a browser at a counter has both.
        group = router.group()
            .add(middleware: SiteSessions(register: desk.register, random: desk.random, now: desk.now))
            .add(middleware: OfficeErrors(desk: desk)).add(middleware: OfficeSessions(desk: desk))
            .add(middleware: OfficeErrors(desk: desk))
    }

    // MARK: Signing in

    func openPage(_ path: String, _ handler: @escaping Page) {
        add(.get, path, [], isGrave: false, fields: []) { page in try await handler(page) }
    }

    func openForm(_ path: String, fields: Set<String>, _ handler: @escaping Form) {
        add(.post, path, [], isGrave: false, fields: fields) { page in
            try await handler(page, Self.read(page, fields))
        }
    }

    // MARK: For who is signed in

    /// - Parameter permissions: all of them.
    func page(_ path: String, _ permissions: Permission..., handler: @escaping Page) {
        add(.get, path, Set(permissions), isGrave: false, fields: []) { page in try await handler(page) }
    }

    /// - Parameters:
    ///   - permissions: all of them.
    ///   - isGrave: whether a second factor of the last minutes is asked for before it is done.
    func form(
        _ path: String, _ permissions: Permission..., fields: Set<String> = [], repeated: Set<String> = [],
        isGrave: Bool = false, _ handler: @escaping Form
    ) {
        add(.post, path, Set(permissions), isGrave: isGrave, fields: fields.union(repeated)) { page in
            let sent = try await Self.read(page, fields, repeated: repeated)
            guard isGrave else { return try await handler(page, sent) }
            return try await StepUp(page: page, fields: sent, names: fields.union(repeated)).passing {
                try await handler($0, sent)
            }
        }
    }

    /// A form with a file, which comes last in it.
    func upload(
        _ path: String, _ permission: Permission, fields: Set<String> = [], file: String,
        _ handler: @escaping @Sendable (StaffPage, FormFields, FormUpload?) async throws -> Response
    ) {
        add(.post, path, [permission], isGrave: false, fields: fields) { page in
            let (sent, upload) = try await FormBody.upload(
                of: page.request, single: fields.union([SiteForm.token]), repeated: [], file: file,
                discarded: FormUpload.limit)
            try page.session.check(formToken: sent[SiteForm.token])
            return try await handler(page, sent, upload)
        }
    }

    private static func read(
        _ page: StaffPage, _ names: Set<String>, repeated: Set<String> = []
    ) async throws -> FormFields {
        let fields = try await FormBody.fields(
            of: page.request, single: names.union([SiteForm.token, proof]), repeated: repeated, most: 256)
        try page.session.check(formToken: fields[SiteForm.token])
        return fields
    }

    private func add(
        _ method: HTTPRequest.Method, _ path: String, _ permissions: Set<Permission>, isGrave: Bool,
        fields: Set<String>,
        _ handler: @escaping @Sendable (StaffPage) async throws -> Response
    ) {
        let address = OfficeDesk.path(path)
        routes.append(
            OfficeRoute(method: method, path: address, permissions: permissions, isGrave: isGrave, fields: fields))
        let desk = desk
        group.on(RouterPath(address), method: method) { request, context in
            let page = try await StaffPage(desk: desk, request: request, context: context)
            guard !permissions.isEmpty else { return try await handler(page) }
            guard let duty = page.duty else { return SignInPages.asking(page) }
            guard permissions.allSatisfy(duty.member.may) else {
                context.logger.warning("\(duty.member.handle.text) was refused \(method) \(address): not their role's")
                throw Problem.notYours
            }
            return try await handler(page)
        }
    }
}

extension Problem {
    /// Somebody is known, and this is another's work.
    static let notYours = Problem(.forbidden, "not-yours", "this is not among what your roles let you do")
}
