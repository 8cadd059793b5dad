import HTTPTypes
import Hummingbird
import Register

/// The form for a person's pass, and what is wrong with it.
struct ApplyPage {
    private typealias Field = ApplicationForm.Field

    let form: ApplicationForm
    /// At most one a field, in the order of the form.
    let problems: [FormProblem]
    let ports: [SeedPort]

    /// The first problem of each field, in the order of the form.
    init(form: ApplicationForm, problems: [FormProblem], ports: [SeedPort]) {
        self.form = form
        self.ports = ports
        let fields: [ApplicationForm.Field?] = ApplicationForm.Field.allCases.map { $0 } + [nil]
        self.problems = fields.compactMap { field in problems.first { $0.field == field } }
    }

    /// - Parameter status: nil for the one that the problems ask for.
    func response(status: HTTPResponse.Status? = nil, headers: HTTPFields = [:]) -> Response {
        let page = PageFrame.page(Words("申請人員通行證", "Apply for a personal pass"), isError: !problems.isEmpty) { page in
            if !problems.isEmpty { writeSummary(&page) }
            page.element(.form, [.action(.apply), .post, .multipart, .unchecked]) { page in
                writeText(.name, form.name, .completion("name"), &page)
                writeText(.idNumber, form.idNumber, .completion("off"), &page)
                writeText(.organisation, form.organisation, .completion("organization"), &page)
                writeTerms(&page)
                writeZones(&page)
                writeText(.from, form.from, .completion("off"), type: "date", &page)
                writeText(.until, form.until, .completion("off"), type: "date", &page)
                writePhoto(&page)
                page.element(.button, [.type("submit")], Words("送出申請", "Send"))
            }
        }
        return PageFrame.response(
            page, status: status ?? (problems.isEmpty ? .ok : .unprocessableContent), headers: headers)
    }

    private func problem(of field: Field) -> Words? { problems.first { $0.field == field }?.words }

    /// Where an error leads to: the field, or the first choice of a group.
    private func target(of field: Field) -> String {
        switch field {
        case .term: Self.choiceID(.term, OfferedTerm.periodic.rawValue)
        case .zone: (ports.lazy.flatMap(OfferedZone.zones).first?.value).map { Self.choiceID(.zone, $0) } ?? "main"
        case .name, .idNumber, .organisation, .from, .until, .photo: field.rawValue
        }
    }

    private static func choiceID(_ field: Field, _ value: String) -> String { "\(field.rawValue)-\(value)" }

    private func writeSummary(_ page: inout HTMLWriter) {
        page.element(.div, [.styled("errors"), .role("alert"), .focusable, .labelledBy("errors")]) { page in
            page.element(.heading2, [.id("errors")], Words("請更正下列項目", "There is a problem"))
            page.element(.list) { page in
                for problem in problems {
                    page.element(.item) { page in
                        if let field = problem.field {
                            page.element(.anchor, [.link(toElement: target(of: field))], problem.words)
                        } else {
                            page.words(problem.words)
                        }
                    }
                }
            }
        }
    }

    /// The hint and the error of a field.
    private func writeNotes(_ field: Field, _ page: inout HTMLWriter) {
        if let hint = FieldWords.hint(field) {
            page.element(.paragraph, [.styled("hint"), .id(field.rawValue + "-hint")], hint)
        }
        if let problem = problem(of: field) {
            page.element(.paragraph, [.styled("error"), .id(field.rawValue + "-error")]) { page in
                page.text("✕ ")
                page.words(problem)
            }
        }
    }

    /// Names what ``writeNotes(_:_:)`` wrote.
    private func notes(_ field: Field) -> [HTMLAttribute] {
        var ids: [String] = []
        var attributes: [HTMLAttribute] = []
        if problem(of: field) != nil {
            ids.append(field.rawValue + "-error")
            attributes.append(.invalid)
        }
        if FieldWords.hint(field) != nil { ids.append(field.rawValue + "-hint") }
        return ids.isEmpty ? attributes : attributes + [.describedBy(ids)]
    }

    private func style(_ field: Field) -> [HTMLAttribute] {
        problem(of: field) == nil ? [.styled("field")] : [.styled("field wrong")]
    }

    private func writeText(
        _ field: Field, _ value: String, _ completion: HTMLAttribute, type: StaticString = "text",
        _ page: inout HTMLWriter
    ) {
        page.element(.div, style(field)) { page in
            page.element(.label, [.labels(field.rawValue)], FieldWords.label(field))
            writeNotes(field, &page)
            page.void(
                .input,
                [.id(field.rawValue), .name(field.rawValue), .type(type), .value(value), completion] + notes(field))
        }
    }

    /// A file from wherever the browser offers one: a camera is not forced on anybody.
    private func writePhoto(_ page: inout HTMLWriter) {
        page.element(.div, style(.photo)) { page in
            page.element(.label, [.labels(Field.photo.rawValue)], FieldWords.label(.photo))
            writeNotes(.photo, &page)
            page.void(
                .input,
                [.id(Field.photo.rawValue), .name(Field.photo.rawValue), .type("file"), .acceptsPictures]
                    + notes(.photo))
        }
    }

    private func writeChoice(
        _ field: Field, _ value: String, type: StaticString, isChosen: Bool, _ words: Words, _ page: inout HTMLWriter
    ) {
        let id = Self.choiceID(field, value)
        page.element(.label, [.styled("choice"), .labels(id)]) { page in
            page.void(
                .input,
                [.id(id), .name(field.rawValue), .type(type), .value(value)] + (isChosen ? [.checked] : []))
            page.element(.span, words)
        }
    }

    private func writeTerms(_ page: inout HTMLWriter) {
        page.element(.fieldset, style(.term) + notes(.term)) { page in
            page.element(.legend, FieldWords.label(.term))
            writeNotes(.term, &page)
            for term in OfferedTerm.allCases {
                writeChoice(
                    .term, term.rawValue, type: "radio", isChosen: form.chosenTerm == term, term.term.words, &page)
            }
        }
    }

    private func writeZones(_ page: inout HTMLWriter) {
        page.element(.fieldset, style(.zone) + notes(.zone)) { page in
            page.element(.legend, FieldWords.label(.zone))
            writeNotes(.zone, &page)
            page.element(.div, [.styled("ports")]) { page in
                for port in ports {
                    let zones = OfferedZone.zones(of: port)
                    if !zones.isEmpty { writePort(port, zones, &page) }
                }
            }
        }
    }

    private func writePort(_ port: SeedPort, _ zones: [OfferedZone], _ page: inout HTMLWriter) {
        page.element(.fieldset) { page in
            page.element(.legend, Words(port.nameInChinese, port.nameInEnglish))
            for zone in zones {
                writeChoice(
                    .zone, zone.value, type: "checkbox", isChosen: form.zones.contains(zone.value), zone.words, &page)
            }
        }
    }
}
