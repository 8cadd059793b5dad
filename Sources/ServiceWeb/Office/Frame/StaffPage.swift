import HTTPTypes
import Hummingbird
import Register

/// One request for a page of the back office, and what the page is made of.
struct StaffPage: Sendable {
    let desk: OfficeDesk
    let request: Request
    let context: ServiceContext
    let session: OfficeSession
    /// Nil for who signs in only now.
    let duty: StaffOnDuty?
    let language: SiteLanguage

    init(desk: OfficeDesk, request: Request, context: ServiceContext) async throws {
        guard let session = context.officeSession else { throw Problem.internalError }
        self.desk = desk
        self.request = request
        self.context = context
        self.session = session
        duty = try await session.duty()
        let spoken = duty?.member.language ?? LanguageChoice.language(for: request)
        language = OfficeDesk.languages.contains(spoken) ? spoken : .en
    }

    var words: SiteWords { desk.site.words(language) }
    var register: Register { desk.register }
    var now: Int64 { desk.now() }

    /// Who acts, as the audit log names them.
    var principal: Principal {
        get throws {
            guard let duty else { throw Problem.internalError }
            return try duty.principal
        }
    }

    func may(_ permission: Permission) -> Bool { duty?.member.may(permission) ?? false }

    /// The address of another page: `passes/4f…`.
    func link(_ path: String) -> String { OfficeDesk.path(path) }

    /// A part of the path, such as `:number`.
    func parameter(_ name: String) -> String { context.parameters.get(name) ?? "" }

    /// What stands behind a question mark.
    func query(_ name: String) -> String {
        request.uri.queryParameters.get(name).map { String($0) } ?? ""
    }

    /// To another page, asked for with GET (RFC 9110 section 15.4.4).
    func redirect(to path: String) -> Response {
        Response(status: .seeOther, headers: [.location: link(path)])
    }
}
