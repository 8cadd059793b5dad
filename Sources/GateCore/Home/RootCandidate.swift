internal import Foundation
internal import PassCrypto
internal import TrustUpdates

/// A root file that was examined and not yet trusted.
package struct RootCandidate: Sendable {
    /// More than python-tuf's limit for a root is no root.
    private static let sizeLimit = 512_000

    /// The file's bytes, stored as they are.
    package let bytes: [UInt8]
    /// Hex SHA-256 of the file.
    package let digest: String

    /// Reads the file, checks that it is root metadata signed by its own keys, and that its keys may be used here.
    ///
    /// - Parameter development: Whether development keys are accepted.
    /// - Throws: A sentence that says what is wrong with the file.
    package init(file: String, development: Bool) throws(GateError) {
        guard let handle = FileHandle(forReadingAtPath: file) else {
            throw GateError(.root, "\(file) can't be read: name the root.json that the port gave you")
        }
        defer { try? handle.close() }
        guard let data = try? handle.read(upToCount: Self.sizeLimit + 1), !data.isEmpty else {
            throw GateError(.root, "\(file) is empty or can't be read: name the root.json that the port gave you")
        }
        guard data.count <= Self.sizeLimit else {
            throw GateError(.root, "\(file) is too large to be a root.json: name the one that the port gave you")
        }
        bytes = Array(data)
        digest = Hash.sha256Hex(bytes)
        let keys: [PublicKey]
        do {
            keys = try TrustedRoot.ed25519Keys(inSelfSigned: bytes)
        } catch {
            throw GateError(.root, "\(file) is not a root to trust: \(error)")
        }
        guard development || !keys.contains(where: DevelopmentKeys.contains) else {
            throw GateError(
                .root,
                "\(file) names development keys, which are public: use the port's own root, or --dev to try things out")
        }
    }

    /// The digest in groups of four, to be compared with a printed one.
    package var digestForPeople: String {
        stride(from: 0, to: digest.count, by: 4).map { start in
            let from = digest.index(digest.startIndex, offsetBy: start)
            return String(digest[from..<digest.index(from, offsetBy: min(4, digest.count - start))])
        }.joined(separator: " ")
    }
}
