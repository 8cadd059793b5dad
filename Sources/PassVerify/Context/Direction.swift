/// Which way the holder is going.
///
/// The raw value is the text of `portgate verify --direction`.
package enum Direction: String, Hashable, Sendable, CaseIterable {
    /// Into the port.
    case `in`
    /// Out of the port: nobody is kept in, every denial is a check.
    case out
    /// A patrol inside: no presence effect.
    case check
}
