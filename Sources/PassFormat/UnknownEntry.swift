/// A claim this version has no name for, kept so that a pass can be written again byte for byte.
package struct UnknownEntry: Hashable, Sendable {
    package let key: Int64
    /// The encoded value, as it stood.
    package let value: [UInt8]

    package init(key: Int64, value: [UInt8]) {
        self.key = key
        self.value = value
    }
}
