/// Something that must hold of a reader, and did not.
package struct Violation: Error, CustomStringConvertible {
    package let description: String
}

/// Throws a `Violation` with `message` unless `isTrue`.
func require(_ isTrue: Bool, _ message: String) throws(Violation) {
    guard isTrue else { throw Violation(description: message) }
}
