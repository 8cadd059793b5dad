import PassCrypto

/// The hashes of RFC 6962 section 2.1: leaves and nodes are told apart by their first byte.
package enum MerkleHash {
    package static let byteCount = 32

    /// SHA-256(0x00 || record).
    package static func leaf(_ record: [UInt8]) -> [UInt8] { Hash.sha256([0] + record) }

    /// SHA-256(0x01 || left || right).
    package static func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] { Hash.sha256([1] + left + right) }

    /// SHA-256 of nothing: the root of no records.
    package static var empty: [UInt8] { Hash.sha256([]) }
}
