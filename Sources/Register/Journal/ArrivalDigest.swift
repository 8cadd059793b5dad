import PassCrypto

/// Binds what the service itself notes of a journal and its records, in their order: when each came, and when it is taken to have
/// been written. A chain of hashes, so that its last link stands for all before it.
struct ArrivalDigest: Hashable, Sendable {
    private(set) var bytes: [UInt8]

    /// Of a journal that was here before this was kept.
    static let unbound = ArrivalDigest(bytes: [UInt8](repeating: 0, count: 32))

    /// Of a journal that was first heard of at this time, and of none of its records.
    static func begun(at time: Int64) -> ArrivalDigest {
        var digest = unbound
        digest.append([time])
        return digest
    }

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func append(sequence: Int64, receivedAt: Int64, time: Int64) { append([sequence, receivedAt, time]) }

    private mutating func append(_ values: [Int64]) {
        var input = Self.domain + bytes
        for value in values { withUnsafeBytes(of: value.bigEndian) { input.append(contentsOf: $0) } }
        bytes = Hash.sha256(input)
    }

    private static let domain = Array("portpass/arrivals/v1".utf8)
}
