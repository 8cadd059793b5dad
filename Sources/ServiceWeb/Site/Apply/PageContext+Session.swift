import Hummingbird
import Register

extension PageContext {
    /// What this browser has proved; nil for nothing.
    var session: WebSession? {
        get async throws { try await context.session.current() }
    }

    /// The same with what its forms bring along. Only pages with forms ask for it: it may make a cookie.
    func withForms() throws -> PageContext {
        var page = self
        page.csrf = try context.session.formToken
        return page
    }

    /// The fields of a form of ours.
    func fields(
        single: Set<String>, repeated: Set<String> = [], most: Int = FormFields.greatestCount
    ) async throws -> FormFields {
        try await SiteForm.fields(
            of: request, context, single: single, repeated: repeated, most: most)
    }

    /// Looks at the token of a form that was read already.
    func check(_ fields: FormFields) throws {
        try context.session.check(formToken: fields[SiteForm.token])
    }

    /// To another page, before anything of a form was read or done: a session is over, or what is asked for was done before, on
    /// another device or by a button that was pressed twice.
    func turnAway(to path: String) -> Response {
        context.siteSession?.turnAway()
        return redirect(to: path)
    }

    /// Where to prove a contact, and to come back from.
    func proving(then path: String) -> String { "\(ApplyPaths.prove)?then=\(link(path))" }
}
