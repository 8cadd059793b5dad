/// The name of a signing key: the first eight bytes of its SHA-256 COSE key thumbprint (RFC 9679).
///
/// It says which keys to try and proves nothing: two keys may share one.
package struct KeyID: EightByteIdentifier {
    package let rawValue: UInt64

    package init(rawValue: UInt64) {
        self.rawValue = rawValue
    }
}
