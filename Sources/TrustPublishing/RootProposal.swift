import PassCrypto
import StrictJSON
import TrustUpdates

/// The next root on its way to the people who sign it, and back: one file, carried by hand.
///
/// Whoever carries it may have changed anything. So nothing in it is believed for standing there: the root before is believed for
/// its signatures, or for being the copy that the signer kept; what changes is computed from the two roots; a signature counts when
/// it verifies. What the file says in words is for people who look into it, and is read by nobody here.
package struct RootProposal: Hashable, Sendable {
    private static let format: ExactText = "portpass-root-proposal-1"
    /// Two roots and some signatures.
    package static let largest = 4 * 512_000

    /// The newest root, as it is published.
    package let previous: [UInt8]
    /// The bytes to sign: the canonical JSON of the next root.
    package let unsigned: [UInt8]
    /// As they came, by key. Those that do not verify are left out on reading.
    package private(set) var signatures: [RootSignature]
    /// What the next root changes.
    package let changes: RootChanges

    /// - Throws: `invalidRoot` for two that do not follow on one another.
    package init(
        previous: [UInt8], unsigned: [UInt8], signatures: [RootSignature] = []
    ) throws(RepositoryError) {
        let old = try Self.root(previous, "the root before")
        let new = try Self.root(
            Array("{\"signatures\":[],\"signed\":".utf8) + unsigned + Array("}".utf8), "the next root")
        guard new.signedBytes == unsigned else { throw .invalidRoot("the next root is not in canonical form") }
        guard TrustedKeySet(.root, in: old.content).verify(old) else {
            throw .invalidRoot("the root before is not signed by enough of its own keys")
        }
        guard new.content.version == old.content.version + 1 else {
            throw .invalidRoot("it has version \(new.content.version), and the one before \(old.content.version)")
        }
        guard new.content.consistentSnapshot == true else {
            throw .invalidRoot("it does not ask for consistent snapshots")
        }
        changes = try RootChanges(from: old.content, to: new.content)
        self.previous = previous
        self.unsigned = unsigned
        self.signatures = []
        for signature in signatures { add(signature) }
    }

    private static func root(_ bytes: [UInt8], _ what: String) throws(RepositoryError) -> Signed<Root> {
        do {
            return try Signed<Root>(decoding: bytes)
        } catch {
            throw .invalidRoot("\(what) can't be read: \(error.description)")
        }
    }

    /// What is signed of a root that is published.
    package static func signedPart(of root: [UInt8]) throws(RepositoryError) -> [UInt8] {
        try Self.root(root, "the root").signedBytes
    }

    /// Takes a signature, when it is by a key of either root and verifies.
    /// - Returns: whether it counts.
    @discardableResult
    package mutating func add(_ signature: RootSignature) -> Bool {
        guard changes.signers.contains(signature.publicKey),
            signature.publicKey.isValidSignature(signature.signature, for: unsigned)
        else { return false }
        if !signatures.contains(where: { $0.publicKey == signature.publicKey }) { signatures.append(signature) }
        return true
    }

    /// How many more of the old root's and of the new root's keys have to sign.
    package var missing: (old: Int, new: Int) {
        let signed = Set(signatures.map(\.publicKey))
        func lacking(_ set: KeySet) -> Int { max(0, set.threshold - signed.intersection(set.keys).count) }
        return (lacking(changes.rootBefore), lacking(changes.root))
    }

    /// What keeps a careful person from signing it now; nil when nothing does.
    package func fault(now: Int64) -> String? {
        guard changes.expires > now else { return "it has expired already, or this machine's clock is wrong" }
        guard changes.expires <= now.addingReportingOverflow(2 * RepositoryRole.root.lifetime).partialValue else {
            return "it would be good for more than two years"
        }
        return nil
    }

    /// SHA-256 of what is signed, for two people to compare over the telephone.
    package var digest: String { Hash.sha256Hex(unsigned) }

    // MARK: The file

    /// - Throws: `invalidRoot`, also for a file that is larger than it can be.
    package init(decoding bytes: [UInt8]) throws(RepositoryError) {
        guard bytes.count <= Self.largest else { throw .invalidRoot("the file is larger than one can be") }
        guard let value = try? JSONReader.read(bytes), case .object(let members) = value,
            members["format"] == .string(Self.format), case .string(let previous)? = members["previous"],
            case .string(let next)? = members["next"], case .array(let entries)? = members["signatures"],
            entries.count <= 256
        else { throw .invalidRoot("the file is none that portpass keys root request wrote") }
        var signatures: [RootSignature] = []
        for entry in entries {
            guard case .object(let members) = entry, case .string(let key)? = members["key"],
                case .string(let text)? = members["signature"], let bytes = Hex.decode(key.string),
                let publicKey = try? PublicKey(bytes), let signature = Hex.decode(text.string)
            else { throw .invalidRoot("a signature in the file can't be read") }
            signatures.append(RootSignature(publicKey: publicKey, signature: signature))
        }
        try self.init(previous: previous.utf8, unsigned: next.utf8, signatures: signatures)
    }

    package func encoded() -> [UInt8] {
        let entries = signatures.sorted { $0.publicKey.bytes.lexicographicallyPrecedes($1.publicKey.bytes) }.map {
            JSONValue.object([
                "key": .text(Hex.encode($0.publicKey.bytes)), "signature": .text(Hex.encode($0.signature)),
            ])
        }
        return JSONWriter.indented(
            .object([
                "format": .string(Self.format), "changes": .texts(changes.sentences),
                "sha256": .text(digest), "signatures": .array(entries),
                "previous": .text(String(decoding: previous, as: UTF8.self)),
                "next": .text(String(decoding: unsigned, as: UTF8.self)),
            ]))
    }
}
