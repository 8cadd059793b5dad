import HTTPTypes
import Hummingbird
import Mail
import Register

/// Where a contact is asked for, and then the code that was sent to it.
struct ProvePage {
    enum Step: Hashable {
        case contact
        case code(CodeHandle)
    }

    enum Failure: Hashable {
        case noContact, badContact, codeOver
        case tooMany(minutes: Int64)
        case wrongCode(left: Int64)
    }

    var step: Step
    let target: ProveTarget
    let language: SiteLanguage
    /// As it was typed.
    var contact = ""
    var masked = ""
    var error: Failure?

    private var status: HTTPResponse.Status {
        switch error {
        case nil: .ok
        case .tooMany: .tooManyRequests
        case .noContact, .badContact, .codeOver, .wrongCode: .unprocessableContent
        }
    }

    /// The words of what went wrong, and their values.
    private var failure: (key: String, values: [String: String])? {
        switch error {
        case nil: nil
        case .noContact: ("error-required", [:])
        case .badContact: ("error-format", [:])
        case .codeOver: ("error-over", [:])
        case .tooMany(let minutes): ("error-too-many", ["minutes": String(minutes)])
        case .wrongCode(let left): ("error-wrong", ["left": String(left)])
        }
    }

    func response(texts: SiteTexts, formToken: String) -> Response {
        func words(_ key: String, _ values: [String: String] = [:]) -> String {
            Template.fill(texts.template("prove." + key, language)) { values[$0] }
        }
        let failure = failure.map { words($0.key, $0.values) }
        let title = step == .contact ? words("title") : words("code-title")
        let page = ProveFrame.page(
            language, title: (failure == nil ? "" : words("error-mark")) + title, heading: title
        ) { page in
            if let failure {
                page.element(.div, [.styled("errors"), .role("alert"), .labelledBy("errors")]) { page in
                    page.element(.heading2, [.id("errors")], words("error-title"))
                    page.element(.list) { page in
                        page.element(.item) { page in
                            page.element(
                                .anchor, [.link(toElement: step == .contact ? "contact" : "code")], failure)
                        }
                    }
                }
            }
            switch step {
            case .contact: writeContactForm(&page, words: { words($0) }, failure, formToken)
            case .code(let handle):
                page.element(.paragraph, words("sent", ["to": masked]))
                page.element(.paragraph, words("warning"))
                writeCodeForm(&page, words: { words($0) }, failure, handle, formToken)
            }
        }
        return PageFrame.response(page, status: status)
    }

    private func writeContactForm(
        _ page: inout HTMLWriter, words: (String) -> String, _ failure: String?, _ token: String
    ) {
        page.element(.paragraph, words("intro"))
        page.element(.form, [.action(.prove(language)), .post, .unchecked]) { page in
            writeHidden(&page, token)
            writeField(
                &page, ProveRoutes.contactName, words("contact-label"), words("contact-hint"), failure,
                [.type("text"), .value(contact), .completion("email")])
            page.element(.button, [.type("submit")], words("send"))
        }
    }

    private func writeCodeForm(
        _ page: inout HTMLWriter, words: (String) -> String, _ failure: String?, _ handle: CodeHandle, _ token: String
    ) {
        page.element(.form, [.action(.proveCode(language)), .post, .unchecked]) { page in
            writeHidden(&page, token)
            page.void(.input, [.type("hidden"), .name(ProveRoutes.handleName), .value(handle.hex)])
            page.void(.input, [.type("hidden"), .name(ProveRoutes.contactName), .value(contact)])
            writeField(
                &page, ProveRoutes.codeName, words("code-label"), words("code-hint"), failure,
                [.type("text"), .inputMode("numeric"), .completion("one-time-code"), .value("")])
            page.element(.button, [.type("submit")], words("confirm"))
        }
        page.element(.form, [.action(.prove(language)), .post, .unchecked]) { page in
            writeHidden(&page, token)
            page.void(.input, [.type("hidden"), .name(ProveRoutes.contactName), .value(contact)])
            page.element(.button, [.type("submit"), .styled("second")], words("again"))
        }
    }

    private func writeHidden(_ page: inout HTMLWriter, _ token: String) {
        page.void(.input, [.type("hidden"), .name(SiteForm.token), .value(token)])
        page.void(.input, [.type("hidden"), .name(ProveRoutes.targetName), .value(target.path)])
    }

    private func writeField(
        _ page: inout HTMLWriter, _ name: String, _ label: String, _ hint: String, _ failure: String?,
        _ attributes: [HTMLAttribute]
    ) {
        page.element(.label, [.labels(name)], label)
        page.element(.paragraph, [.styled("hint"), .id(name + "-hint")], hint)
        if let failure { page.element(.paragraph, [.styled("error"), .id(name + "-error")], failure) }
        let described = failure == nil ? [name + "-hint"] : [name + "-error", name + "-hint"]
        page.void(
            .input,
            [.id(name), .name(name), .describedBy(described)] + attributes + (failure == nil ? [] : [.invalid]))
    }
}
