package import PassFormat

/// What a gate could not settle by itself.
package struct AlarmEvent: Hashable, Sendable {
    /// `un-revocation`, `issued-ahead`, `journal-restored`: open for additions.
    package let code: WireText
    /// The place of the status lists that it is about.
    package let status: StatusPlace?

    package init(code: WireText, status: StatusPlace? = nil) {
        self.code = code
        self.status = status
    }
}
