import Register

/// Forms of the desk: each with the desk's token.
struct OfficeForm {
    let token: String

    func write(
        _ path: SitePath, _ submit: Words, _ page: inout HTMLWriter, _ content: (inout HTMLWriter) -> Void = { _ in }
    ) {
        page.element(.form, [.action(path), .post]) { page in
            page.void(.input, [.type("hidden"), .name(DevelopmentOffice.tokenName), .value(token)])
            content(&page)
            page.element(.button, [.type("submit")], submit)
        }
    }

    func select(
        _ id: String, _ name: String, _ label: Words, _ options: [(value: String, text: String)],
        _ page: inout HTMLWriter
    ) {
        page.element(.div) { page in
            page.element(.label, [.labels(id)], label)
            page.element(.div) { page in
                page.element(.select, [.id(id), .name(name), .required]) { page in
                    for option in options { page.element(.option, [.value(option.value)], option.text) }
                }
            }
        }
    }

    func line(_ id: String, _ name: String, _ label: Words, _ page: inout HTMLWriter) {
        page.element(.div) { page in
            page.element(.label, [.labels(id)], label)
            page.element(.div) { page in
                page.void(.input, [.id(id), .name(name), .type("text"), .completion("off"), .required])
            }
        }
    }

    func lines(_ id: String, _ name: String, _ label: Words, _ page: inout HTMLWriter) {
        page.element(.div) { page in
            page.element(.label, [.labels(id)], label)
            page.element(.div) { page in page.element(.textarea, [.id(id), .name(name), .required], "") }
        }
    }
}
