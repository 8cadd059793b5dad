/// A group of questions that belong together: one page.
package struct FormStep: Hashable, Sendable {
    /// In the address of the page.
    package let name: String
    package let fields: [FormField]

    init(_ name: String, _ fields: [FormField] = []) {
        self.name = name
        self.fields = fields
    }

    /// The step at which an e-mail address or a mobile is proved: its answers are no part of the form.
    package var isContact: Bool { self == .contact }
    /// The last step: everything is looked through before it is sent.
    package var isSummary: Bool { name == FormStep.summaryName }

    static let contact = FormStep("contact")
    private static let summaryName = "confirm"

    static let access = FormStep(
        "access", [FormField("zones", .zones), FormField("from", .date), FormField("until", .date)])
    static let receiving = FormStep(
        "receive",
        [
            FormField("delivery", .choice(["phone", "post", "counter"])),
            FormField("postName", .line(.name), when: .when("delivery", "post")),
            FormField("postAddress", .line(.address), when: .when("delivery", "post")),
        ])
    static let summary = FormStep(summaryName, [FormField("agree", .declaration)])
}

extension FormStep {
    /// The questions of a correction, as one page.
    package init(correcting fields: [FormField]) { self.init("correct", fields) }
}
