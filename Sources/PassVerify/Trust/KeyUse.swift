/// What a key may sign. One key has one use (DESIGN section 4).
///
/// The raw value is the text of `use` in `keys.json`.
package enum KeyUse: String, Hashable, Sendable, CaseIterable {
    case pass
    case status
    /// What the service answers gates with: receipts for journals, the presence feed.
    case receipt
}
