package import PassFormat

/// What opening a register had to do.
package struct OpeningReport: Hashable, Sendable {
    /// Passes whose issuing was cut short after they were stored, and which were finished now.
    package var finished: [IssuedPass] = []
    /// Passes that were given up: their key signs no more, or their time is over.
    package var voided: [PassID] = []
    /// The version of the seeds that was put in force, when they had changed.
    package var adoptedSeeds: Int?

    /// Nothing to do.
    package init() {}
}
