import Foundation
import Hummingbird
import PassRender
import Register

/// The pages with which somebody of the staff signs in, or takes up an invitation.
enum SignInPages {
    /// For who is not signed in: where they wanted to go is kept.
    static func asking(_ page: StaffPage) -> Response {
        let wanted = page.request.uri.path
        let then = page.request.method == .get && wanted != OfficeDesk.path("") ? "?then=\(wanted)" : ""
        return page.redirect(to: "sign-in\(then)")
    }

    /// Where to go after signing in: one of our own pages, whatever somebody put into the address.
    static func destination(_ text: String) -> String {
        let root = OfficeDesk.path("")
        guard text == root || text.hasPrefix(root + "/"), text.utf8.count <= 200,
            text.utf8.allSatisfy({
                (0x2D...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
            })
        else { return "" }
        return String(text.dropFirst(root.count).drop { $0 == "/" })
    }

    static func tooMany(_ seconds: Int64, _ words: SiteWords) -> String {
        words["staff.too-many", ["minutes": String((seconds + 59) / 60)]]
    }

    static func signIn(_ page: StaffPage, email: String = "", then: String, problem: String? = nil) throws -> Response {
        let words = page.words
        var address = FormFieldView(name: "email", kind: .text, label: words["staff.email"])
        address.value = email
        address.completion = "username"
        address.keyboard = "email"
        let password = FormFieldView(name: "password", kind: .password(isNew: false), label: words["staff.password"])
        var form = FormView(
            action: page.link("sign-in"), fields: [address, password], submit: words["staff.sign-in-send"])
        form.hidden = [(name: "then", value: then)]
        if let problem { form.problems = [problem] }
        return try page.form(
            form, title: words["staff.sign-in"], lead: words["staff.sign-in-lead"],
            links: [(page.link("join"), words["staff.join-link"])])
    }

    static func code(
        _ page: StaffPage, _ pending: PendingSignIn, then: String, problem: String? = nil
    ) throws -> Response {
        let words = page.words
        var code = FormFieldView(name: "code", kind: .text, label: words["staff.code"])
        code.hint = words["staff.code-hint"]
        code.completion = "one-time-code"
        code.error = problem
        var form = FormView(
            action: page.link("sign-in/code"), fields: [code], submit: words["staff.sign-in-send"])
        form.hidden = [(name: "pending", value: pending.hex), (name: "then", value: then)]
        return try page.form(form, title: words["staff.code-title"], lead: words["staff.code-lead"])
    }

    static func join(
        _ page: StaffPage, code: String = "", errors: [String: String] = [:], problem: String? = nil
    ) throws -> Response {
        let words = page.words
        var invitation = FormFieldView(name: "invitation", kind: .text, label: words["staff.invitation"])
        invitation.value = code
        invitation.hint = words["staff.invitation-hint"]
        invitation.isCode = true
        invitation.error = errors["invitation"]
        var password = FormFieldView(
            name: "password", kind: .password(isNew: true), label: words["staff.new-password"])
        password.hint = words["staff.new-password-hint"]
        password.error = errors["password"]
        var form = FormView(
            action: page.link("join"), fields: [invitation, password], submit: words["staff.join-send"])
        if let problem { form.problems = [problem] }
        return try page.form(form, title: words["staff.join"], lead: words["staff.join-lead"])
    }

    static func setUp(
        _ page: StaffPage, _ pending: PendingSignIn, _ enrolment: TimeCodeEnrolment, problem: String? = nil
    ) throws -> Response {
        let words = page.words
        var code = FormFieldView(name: "code", kind: .text, label: words["staff.code"])
        code.hint = words["staff.code-hint"]
        code.completion = "one-time-code"
        code.error = problem
        var form = FormView(action: page.link("join/app"), fields: [code], submit: words["staff.app-send"])
        form.hidden = [(name: "pending", value: pending.hex)]
        var view = OfficeView("office-app", title: words["staff.app"])
        view.values = form.values
        view.values["secret"] = enrolment.secret
        // Drawn into the page itself: it is a secret, and has no address.
        view.values["picture"] =
            "data:image/svg+xml;base64,"
            + Data(try QRSymbol(plainText: enrolment.uri).svg(title: words["staff.app-picture"]).utf8)
            .base64EncodedString()
        view.isError = problem != nil
        view.status = problem == nil ? .ok : .unprocessableContent
        return try view.response(in: page)
    }

    static func recoveryCodes(_ page: StaffPage, _ codes: [RecoveryCode]) throws -> Response {
        var view = OfficeView("office-codes", title: page.words["staff.codes"])
        view.values = ["codes": codes.map(\.text), "next": page.link("sign-in")]
        return try view.response(in: page)
    }
}
