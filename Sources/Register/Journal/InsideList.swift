/// Somebody, or a vehicle, inside a port: by the number of a pass.
package struct InsideEntry: Hashable, Sendable {
    package let number: String
    package let since: Int64
    package let gate: String
    /// The record that told of it.
    package let epoch: String
    package let sequence: Int64
    /// The pass that the number stands for now; nil for a number that the register does not know, such as a visitor card's.
    package let pass: PassSummary?

    /// Seconds after which somebody inside is looked for.
    package static let longest: Int64 = 86_400

    /// Inside longer than a day's work and a night.
    package func isLong(at now: Int64) -> Bool { now - since > Self.longest }
    /// Inside with a pass that is over.
    package func isOverdue(at now: Int64) -> Bool { pass?.isExpired(at: now) ?? false }
}

/// Who is inside a port, as far as its gates' journals tell.
package struct InsideList: Hashable, Sendable {
    /// All of them, those that are shown or not.
    package let total: Int64
    /// Longer than ``InsideEntry/longest``.
    package let long: Int64
    package let entries: [InsideEntry]
    /// Where to go on; nil where that was all.
    package let next: Int?
}
