import Foundation
import GateMessages

/// Changes of a database file behind its back.
enum Damage {
    /// Flips one bit inside the bytes of the record with this sequence number, without touching how they are stored.
    static func flip(in path: String, record sequence: Int64) throws {
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        // A record begins with its epoch (key 1) and sequence (key 2), in deterministic CBOR.
        let head = try record(sequence)
        guard let found = bytes.indices.first(where: { bytes[$0...].starts(with: head) }) else { throw Missing() }
        // Inside the hash of the record before: 32 bytes further on.
        bytes[found + head.count + 12] ^= 1
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    /// The bytes `2: sequence, 3: h'…32…'` begin with.
    private static func record(_ sequence: Int64) throws -> [UInt8] {
        guard (0..<24).contains(sequence) else { throw Missing() }
        return [0x02, UInt8(sequence), 0x03, 0x58, 0x20]
    }
}
