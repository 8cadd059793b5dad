import Foundation
import PassCrypto
import SQLStore

/// Whom the register was told to forget, by the keyed hashes of their identity numbers: `DIR/erasures`, beside the database and
/// not in it, so that a database put back from a backup forgets them again. One line each: the hash and the time.
///
/// The hashes say nothing to whoever has not the vault's key, and the list says nothing else.
struct ErasureList {
    static let fileName = "erasures"
    private static let sizeLimit = 64 << 20

    struct Entry: Hashable {
        /// 16 bytes.
        let subject: [UInt8]
        let erasedAt: Int64
    }

    let path: String

    /// Those that can be read: the last line may be cut off by a power cut, and was then never acknowledged.
    func entries() throws -> [Entry] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        var bytes: [UInt8] = []
        try FileCopy.read(path) { bytes += $0 }
        return Self.entries(in: bytes)
    }

    private static func entries(in bytes: [UInt8]) -> [Entry] {
        String(decoding: bytes.prefix(sizeLimit), as: UTF8.self).split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ")
            guard parts.count == 2, let subject = Hex.decode(String(parts[0])), subject.count == 16,
                let time = Int64(parts[1])
            else { return nil }
            return Entry(subject: subject, erasedAt: time)
        }
    }

    /// Notes one durably, before anything is erased: done twice is done, and half done is done again.
    func add(_ entry: Entry) throws { try write(entries() + [entry]) }

    /// Takes in what another copy has.
    func merge(_ other: [UInt8]) throws {
        let known = try entries()
        let new = Self.entries(in: other).filter { !known.contains($0) }
        if !new.isEmpty { try write(known + new) }
    }

    private func write(_ entries: [Entry]) throws {
        var text = ""
        for entry in entries { text += "\(Hex.encode(entry.subject)) \(entry.erasedAt)\n" }
        try DurableFile.replace(path, with: Array(text.utf8), mode: 0o600)
    }
}
