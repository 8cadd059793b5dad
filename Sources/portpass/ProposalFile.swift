import CommandSupport
import Foundation
import PassCrypto
import PassFormat
import TrustPublishing

/// The file that carries a root to its signers and back.
enum ProposalFile {
    static func read(_ path: String) throws -> RootProposal {
        let bytes = try SmallFile.read(path, limit: RootProposal.largest)
        do throws(RepositoryError) {
            return try RootProposal(decoding: bytes)
        } catch {
            throw PlainError("\(path): \(error.description)")
        }
    }
}

/// A proposal at a terminal.
struct ProposalWords {
    let proposal: RootProposal

    init(_ proposal: RootProposal) { self.proposal = proposal }

    var text: String {
        let signed = proposal.signatures.map { KeyID(rawValue: $0.publicKey.keyID).hex }.sorted()
        return proposal.changes.sentences.joined(separator: "\n") + "\n"
            + "SHA-256 of what is signed: \(proposal.digest)\n"
            + "signed by: \(signed.isEmpty ? "nobody" : signed.joined(separator: ", "))\n"
            + Self.missing(proposal)
    }

    static func missing(_ proposal: RootProposal) -> String {
        let missing = proposal.missing
        guard missing.old > 0 || missing.new > 0 else { return "enough have signed: portpass keys root take\n" }
        return "still missing: \(missing.old) of the present root's keys, \(missing.new) of the next one's\n"
    }
}

/// A file from outside that is small, or is not read.
enum SmallFile {
    static func read(_ path: String, limit: Int) throws(PlainError) -> [UInt8] {
        let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { throw PlainError("\(path) can't be read: \(String(cString: strerror(errno)))") }
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw PlainError("\(path) is not a plain file")
        }
        guard let data = try? handle.read(upToCount: limit + 1), data.count <= limit else {
            throw PlainError("\(path) is larger than it can be")
        }
        return Array(data)
    }
}

/// The public half of a key, as `portpass keys make` writes it.
enum PublicKeyFile {
    static func read(_ path: String) throws -> PublicKey {
        let text = String(decoding: try SmallFile.read(path, limit: 1_024), as: UTF8.self)
        guard let bytes = Hex.decode(text.trimmingCharacters(in: .newlines)), let key = try? PublicKey(bytes) else {
            throw PlainError("\(path) is no public key: name a .pub file of portpass keys make")
        }
        return key
    }
}

/// A key's file, sealed or PEM, wherever it is.
enum PrivateKeyFile {
    private static let limit = 16_384

    static func open(_ path: String, passphrase: PassphraseSource) throws -> KeyHandle {
        var bytes = try SmallFile.read(path, limit: limit)
        if bytes.starts(with: Array("-----BEGIN".utf8)) {
            return KeyHandle(try SigningKey(pem: SecretBytes(wiping: &bytes)))
        }
        return try passphrase.withPassphrase { KeyHandle(try SigningKey.open(sealed: bytes, passphrase: $0)) }
    }
}
