package import PassFormat
package import PassVerify

/// A target `issued/KID`, published only after the key KID was compromised: everything the register signed with it.
///
/// Binary: the first 16 bytes of SHA-256 of each payload, ascending, each once, one after the other. KID is the key's id
/// in 16 lower-case hexadecimal digits. An empty file says that the register signed nothing with the key.
package enum IssuedFile {
    package static let directory = "issued/"
    /// Four million passes of one key.
    package static let largest = 64 << 20

    package static func path(_ keyID: KeyID) -> String { directory + keyID.hex }

    package static func decode(_ bytes: [UInt8], path: String) throws(TrustFileError) -> IssuedSet {
        guard bytes.count <= largest else { throw .tooLarge(path, limit: largest) }
        guard let table = SixteenByteTable(sortedBytes: bytes) else {
            throw .invalid(path, nil, "it must be entries of \(SixteenByteTable.width) bytes, ascending, each once")
        }
        return IssuedSet(table)
    }

    package static func encode(_ set: IssuedSet) -> [UInt8] { set.prefixes.bytes }

    /// The key that a target is about; `nil` for targets of other kinds.
    static func keyID(ofPath path: String) throws(TrustFileError) -> KeyID? {
        guard path.hasPrefix(directory) else { return nil }
        // A name that is not understood could hide a compromise, so it is not passed over.
        guard let keyID = KeyID(hex: String(path.dropFirst(directory.count))), Self.path(keyID) == path else {
            throw .invalid(path, nil, "its name must be a key id in 16 lower-case hexadecimal digits")
        }
        return keyID
    }
}
