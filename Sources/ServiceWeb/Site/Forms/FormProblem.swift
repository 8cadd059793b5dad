/// What is wrong with a form, at the field that it is wrong at.
struct FormProblem: Hashable, Sendable {
    /// Nil when it is the form as a whole.
    let field: ApplicationForm.Field?
    let words: Words
}
