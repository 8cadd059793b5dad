/// One question of a form. Its words are found by its name.
package struct FormField: Hashable, Sendable {
    package enum Shape: Hashable, Sendable {
        /// A line of text.
        case line(Line)
        case paragraph
        /// One of these.
        case choice([String])
        /// Any of these.
        case choices([String])
        /// Ports and their zones: values like `TWKEL/A`.
        case zones
        /// A day in either calendar.
        case date
        /// A picture of something; `isPhoto` for the holder's face.
        case file(isPhoto: Bool)
        /// A box to tick before sending.
        case declaration
        /// Rows of people.
        case people
        /// The documents that the rules ask of this applicant, a file each.
        case documents
    }

    /// What a line of text is, for keyboards and for browsers that fill in.
    package enum Line: String, Hashable, Sendable {
        case text, name, email, telephone, organisation, jobTitle, address, number, identity, plate
    }

    /// When a question is asked: another has one of these values.
    package struct Condition: Hashable, Sendable {
        package let field: String
        package let values: Set<String>
    }

    package let name: String
    package let shape: Shape
    package let isOptional: Bool
    package let condition: Condition?

    init(_ name: String, _ shape: Shape, optional: Bool = false, when condition: Condition? = nil) {
        self.name = name
        self.shape = shape
        isOptional = optional
        self.condition = condition
    }

    /// Whether the question is asked, given the other answers.
    package func isAsked(_ values: FieldValues) -> Bool {
        condition.map { $0.values.contains(values[$0.field]) } ?? true
    }
}

extension FormField.Condition {
    static func when(_ field: String, _ values: String...) -> FormField.Condition {
        FormField.Condition(field: field, values: Set(values))
    }
}
