/// One question asked of a pass whose signature verified.
///
/// A rule is pure and total, and does not know of the others: it gives its reason with the full effect, and
/// `PassVerifier` lowers it where the way out or a suspect clock asks for it.
protocol Rule {
    /// The reason, or `nil` when there is nothing to say.
    static func evaluate(_ facts: borrowing Facts) -> Reason?
}
