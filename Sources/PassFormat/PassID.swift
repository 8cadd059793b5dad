/// The identity of one issued pass (claim `cti`): eight random bytes, new at every issue.
package struct PassID: EightByteIdentifier {
    package let rawValue: UInt64

    package init(rawValue: UInt64) {
        self.rawValue = rawValue
    }
}
