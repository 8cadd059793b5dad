/// Whom or what a pass is for. Another value is malformed: a gate can't judge a kind it does not know.
package enum PassKind: UInt8, Hashable, Sendable, CaseIterable {
    case person = 1
    case vehicle = 2
    /// Numbered stock for counters without network, always escorted.
    case visitorCard = 3
}
