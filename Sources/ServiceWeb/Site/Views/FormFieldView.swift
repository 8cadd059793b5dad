/// One field of a form, with its label, its hint and what is wrong with it. Its template shows it together with the links between
/// them: `{{#fields}}{{>*part}}{{/fields}}`.
package struct FormFieldView {
    package struct Choice {
        package let value: String
        package let text: String
        package var hint: String?
        package var isChosen = false
        /// The language of `text`, where it is not the page's.
        package var language: String?

        package init(
            _ value: String, _ text: String, hint: String? = nil, isChosen: Bool = false, language: String? = nil
        ) {
            self.value = value
            self.text = text
            self.hint = hint
            self.isChosen = isChosen
            self.language = language
        }
    }

    /// Choices that belong together, under a name of their own.
    package struct Group {
        package let name: String
        package let choices: [Choice]
        /// The language of `name`, where it is not the page's.
        package var language: String?

        package init(_ name: String, _ choices: [Choice], language: String? = nil) {
            self.name = name
            self.choices = choices
            self.language = language
        }
    }

    package enum Kind {
        case text
        /// A day, typed in either calendar.
        case date
        case lines(rows: Int)
        /// - Parameter types: of the `accept` attribute.
        case file(types: String)
        case radios([Choice])
        case checkboxes([Choice])
        /// Boxes to tick, in groups.
        case groups([Group])
        /// One box to tick, beside its label.
        case check(isChosen: Bool)
        case select([Choice])
        /// - Parameter isNew: whether one is chosen, and not asked for.
        case password(isNew: Bool)
    }

    /// The field's name in the form, and its id in the page.
    package let name: String
    package let kind: Kind
    package let label: String
    package var hint: String?
    package var error: String?
    package var value = ""
    /// Of the `autocomplete` attribute.
    package var completion = "off"
    /// Of the `inputmode` attribute: `numeric`, `email`, `tel`.
    package var keyboard: String?
    package var isOptional = false
    /// Whether codes and names in Latin letters are typed, which no phone should mend.
    package var isCode = false

    /// A field whose label and hint are `fields.NAME.label` and `fields.NAME.hint`.
    package init(_ name: String, _ kind: Kind = .text, value: String = "", error: String? = nil, words: SiteWords) {
        self.name = name
        self.kind = kind
        self.value = value
        self.error = error
        label = words["fields.\(name).label"]
        hint = words.find("fields.\(name).hint")
    }

    package init(name: String, kind: Kind, label: String) {
        self.name = name
        self.kind = kind
        self.label = label
    }

    /// Where an error leads to: the field, or the first choice of a group.
    package var target: String {
        switch kind {
        case .radios(let choices), .checkboxes(let choices):
            choices.first.map { Self.id(of: $0, in: name) } ?? name
        case .groups(let groups):
            groups.first?.choices.first.map { Self.id(of: $0, in: name) } ?? name
        default: name
        }
    }

    private static func id(of choice: Choice, in name: String) -> String {
        "\(name)-" + choice.value.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0) : "-" }.joined()
    }

    package var values: [String: Any] {
        var notes: [String] = []
        if hint != nil { notes.append("\(name)-hint") }
        if error != nil { notes.append("\(name)-error") }
        var values: [String: Any] = [
            "name": name, "label": label, "value": value, "completion": completion, "hasHint": hint != nil,
            "hint": hint ?? "", "hasError": error != nil, "error": error ?? "", "hasNotes": !notes.isEmpty,
            "notes": notes.joined(separator: " "), "isOptional": isOptional, "isCode": isCode,
            "hasKeyboard": keyboard != nil, "keyboard": keyboard ?? "",
        ]
        switch kind {
        case .text: values["part"] = "field-text"
        case .date: values["part"] = "field-text"
        case .lines(let rows):
            values["part"] = "field-lines"
            values["rows"] = rows
        case .file(let types):
            values["part"] = "field-file"
            values["types"] = types
        case .radios(let choices):
            values["part"] = "field-choices"
            values["type"] = "radio"
            values["choices"] = choices.map(choiceValues)
        case .checkboxes(let choices):
            values["part"] = "field-choices"
            values["type"] = "checkbox"
            values["choices"] = choices.map(choiceValues)
        case .groups(let groups):
            values["part"] = "field-groups"
            values["groups"] = groups.map { group in
                [
                    "group": group.name, "isForeignGroup": group.language != nil,
                    "foreignGroup": group.language ?? "", "choices": group.choices.map(choiceValues),
                ] as [String: Any]
            }
        case .check(let isChosen):
            values["part"] = "field-check"
            values["isChosen"] = isChosen
        case .password(let isNew):
            values["part"] = "field-password"
            values["completion"] = isNew ? "new-password" : "current-password"
            values["value"] = ""
        case .select(let choices):
            values["part"] = "field-select"
            values["choices"] = choices.map(choiceValues)
        }
        return values
    }

    private func choiceValues(_ choice: Choice) -> [String: Any] {
        [
            "choiceID": Self.id(of: choice, in: name), "choiceValue": choice.value, "text": choice.text,
            "hasChoiceHint": choice.hint != nil, "choiceHint": choice.hint ?? "", "isChosen": choice.isChosen,
            "isForeign": choice.language != nil, "foreign": choice.language ?? "",
        ]
    }
}
