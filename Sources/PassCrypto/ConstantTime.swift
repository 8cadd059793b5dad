import CSodium

/// Comparison whose time does not depend on where two values differ.
package enum ConstantTime {
    /// Whether the bytes are equal; the lengths are compared openly.
    package static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return unsafe sodium_memcmp(left, right, left.count) == 0
    }
}
