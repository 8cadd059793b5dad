package import PassCrypto

/// The state of the audit log at one moment: how many records, and the root of their tree.
package struct Checkpoint: Hashable, Sendable {
    /// Which log, e.g. `pass.example/audit`.
    package let origin: String
    package let size: Int64
    package let root: [UInt8]

    package init(origin: String, size: Int64, root: [UInt8]) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// What is signed: three lines (C2SP tlog-checkpoint).
    package var text: String { "\(origin)\n\(size)\n\(Base64.encode(root))\n" }
}

/// A signed check point as gates keep and export it: a C2SP signed-note with one Ed25519 signature.
///
///     origin
///     size in decimal
///     base64 of the root
///
///     — origin base64(first 4 bytes of SHA-256(origin || 0x0A || 0x01 || public key) || signature)
package struct SignedCheckpoint: Hashable, Sendable {
    package let checkpoint: Checkpoint
    package let note: String

    /// Signs a check point.
    package init(_ checkpoint: Checkpoint, key: KeyHandle) {
        self.checkpoint = checkpoint
        let signature = key.sign(Array(checkpoint.text.utf8))
        let line = Base64.encode(Self.keyHash(checkpoint.origin, key.publicKey) + signature)
        note = "\(checkpoint.text)\n\u{2014} \(checkpoint.origin) \(line)\n"
    }

    /// Reads a note and verifies it.
    /// - Returns: nil unless it has this form, names this log, and one of the keys signed it.
    package init?(verifying note: String, origin: String, keys: [PublicKey]) {
        guard let parts = Self.split(note), parts.lines.count == 3, parts.lines[0] == origin,
            let size = Int64(parts.lines[1]), size >= 0, String(size) == parts.lines[1],
            let root = Base64.decode(parts.lines[2]), root.count == MerkleHash.byteCount
        else { return nil }
        let checkpoint = Checkpoint(origin: origin, size: size, root: root)
        let isSigned = parts.signatures.contains { line in
            let start = "\u{2014} \(origin) "
            guard line.utf8.starts(with: start.utf8),
                let bytes = Base64.decode(String(decoding: line.utf8.dropFirst(start.utf8.count), as: UTF8.self)),
                bytes.count == 68
            else { return false }
            return keys.contains { key in
                Array(bytes.prefix(4)) == Self.keyHash(origin, key)
                    && key.isValidSignature(Array(bytes.dropFirst(4)), for: Array(checkpoint.text.utf8))
            }
        }
        guard isSigned else { return nil }
        self.checkpoint = checkpoint
        self.note = note
    }

    /// `NAME+HASH+BASE64`, how programs that verify signed notes are told of a key.
    static func verifierKey(_ name: String, _ key: PublicKey) -> String {
        "\(name)+\(Hex.encode(keyHash(name, key)))+\(Base64.encode([0x01] + key.bytes))"
    }

    private static func keyHash(_ name: String, _ key: PublicKey) -> [UInt8] {
        Array(Hash.sha256(Array(name.utf8) + [0x0A, 0x01] + key.bytes).prefix(4))
    }

    private static func split(_ note: String) -> (lines: [String], signatures: [String])? {
        guard note.utf8.count <= 4096, note.utf8.last == 0x0A else { return nil }
        let lines = note.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }.dropLast()
        guard let blank = lines.firstIndex(of: "") else { return nil }
        return (Array(lines[..<blank]), Array(lines[(blank + 1)...]))
    }
}
