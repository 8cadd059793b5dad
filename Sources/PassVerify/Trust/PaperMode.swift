/// What a pass without holder key gets when it is shown on paper or a screen.
///
/// The raw value is the text in `policy.json`.
package enum PaperMode: String, Hashable, Sendable, CaseIterable {
    /// As good as any: no reason is given.
    case admit
    /// The guard compares the identity document.
    case check
}
