package import PassFormat

/// What a shift was, counted from the journal when its guard signed out.
package struct HandOverEvent: Hashable, Sendable {
    package struct Count: Hashable, Sendable {
        /// Such as `scan-admit` or `passage-typed`: open for additions.
        package let name: WireText
        package let value: Int64

        package init(_ name: WireText, _ value: Int64) {
            self.name = name
            self.value = value
        }
    }

    /// Whose shift it was.
    package var guardName: WireText
    /// The record with which it began.
    package var since: JournalPlace
    package var counts: [Count]
    /// Seconds since the trust in force was issued; nil without any.
    package var trustAge: Int64?
    /// What the next guard should know.
    package var note: WireText?

    package init(
        guardName: WireText, since: JournalPlace, counts: [Count], trustAge: Int64? = nil, note: WireText? = nil
    ) {
        self.guardName = guardName
        self.since = since
        self.counts = counts
        self.trustAge = trustAge
        self.note = note
    }
}
