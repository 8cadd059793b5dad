internal import Foundation
internal import GateMessages
internal import PassCrypto
internal import PassFormat
internal import PassVerify
internal import SQLStore
internal import TrustFiles
internal import TrustUpdates

/// The directory that is a gate: who it is, what it trusts, and what it remembers.
///
///     HOME/gate.json   who this gate is
///     HOME/lock        held by the one process that changes the home
///     HOME/tuf/        metadata of The Update Framework, as received
///     HOME/trust/      what was applied, a folder a generation
///     HOME/gate.sqlite what the gate remembers (`GateMemory`)
///     HOME/photos/     sealed photos (`PhotoShelf`)
///     HOME/identity.*  the keys by which the service knows it (`GateIdentity`)
package struct GateHome: Sendable {
    package let path: String
    package let configuration: GateConfiguration

    var metadataFolder: String { path + "/tuf" }
    var generations: GenerationStore { GenerationStore(folder: path + "/trust") }

    /// Makes a new home that trusts `root`. On any error nothing is left behind.
    ///
    /// - Parameters:
    ///   - home: A path where nothing is yet, or an empty folder.
    ///   - gate: The gate's id; whether the policy has it is known only after the first sync.
    package static func create(
        at home: String, root: RootCandidate, gate: String, development: Bool, now: Int64
    ) throws {
        let manager = FileManager.default
        guard (try? manager.contentsOfDirectory(atPath: home))?.isEmpty ?? !manager.fileExists(atPath: home) else {
            throw GateError(.home, "\(home) is not empty: name a folder that does not exist yet")
        }
        guard !gate.isEmpty, gate.utf8.count <= 64,
            gate.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
        else { throw GateError(.gate, "a gate's id has letters, digits and dashes only, such as KEL-E1") }
        let configuration = GateConfiguration(
            gate: gate, development: development, rootDigest: root.digest, created: now)
        // Not by this process's number: what a power cut left may have had the same.
        let building = home + ".building-\(Hex.encode(SecureRandom.bytes(8)))"
        do {
            try manager.createDirectory(
                atPath: building + "/tuf", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try manager.createDirectory(atPath: building + "/trust", withIntermediateDirectories: true)
            try DurableFile.replace(building + "/tuf/root.json", with: root.bytes)
            try DurableFile.replace(building + "/gate.json", with: Array(try JSONEncoder().encode(configuration)))
            if manager.fileExists(atPath: home) { try manager.removeItem(atPath: home) }
            try manager.moveItem(atPath: building, toPath: home)
            try DurableFile.syncDirectory(of: home)
        } catch {
            try? manager.removeItem(atPath: building)
            throw GateError(.file, "no gate could be made in \(home): \(describe(error))")
        }
    }

    /// Opens a home that `create` made.
    package static func open(at home: String) throws(GateError) -> GateHome {
        guard let data = FileManager.default.contents(atPath: home + "/gate.json") else {
            throw GateError(.home, "there is no gate in \(home): make one with portgate init --home \(home)")
        }
        guard data.count < 10_000, let configuration = try? JSONDecoder().decode(GateConfiguration.self, from: data)
        else {
            throw GateError(.home, "gate.json in \(home) is damaged: make a new home with portgate init, and sync it")
        }
        return GateHome(path: home, configuration: configuration)
    }

    /// Writes down where the service is, and whether it was said that it may be talked to in the clear. This process holds the
    /// lock.
    package func setService(_ address: String, isPlainHTTPAllowed: Bool) throws {
        var changed = configuration
        changed.service = address
        changed.plainHTTP = isPlainHTTPAllowed ? true : nil
        do {
            try DurableFile.replace(path + "/gate.json", with: Array(try JSONEncoder().encode(changed)))
        } catch {
            throw GateError(.file, "gate.json in \(path) can't be written: \(Self.describe(error))")
        }
    }

    /// The trust in force: `nil` before the first sync.
    ///
    /// - Parameter known: What was read before; it is returned again, without reading anything, while it is in force.
    package func appliedTrust(unlessStill known: AppliedTrust?) throws(GateError) -> AppliedTrust? {
        guard let current = try generations.current() else { return nil }
        if let known, known.generation == current { return known }
        let generation = try generations.read(current)
        let (trust, lists) = try trust(of: generation)
        return AppliedTrust(
            generation: current, trust: trust, lists: lists,
            mark: TrustMark(version: Int64(generation.timestampVersion), issued: generation.issued),
            timestampKeys: timestampKeys(of: generation), checkpoint: Self.checkpoint(in: generation.files),
            contents: Self.digest(of: generation.files))
    }

    /// One that is no text, or longer than a record may hold, stays in the files.
    private static func checkpoint(in files: [String: [UInt8]]) -> WireText? {
        guard let bytes = files["audit/checkpoint"], MessageLimits.checkpoint.contains(bytes.count) else { return nil }
        return try? WireText(validating: bytes)
    }

    /// The audit log's checkpoint goes along with the trust, and no decision looks at it.
    private static func digest(of files: [String: [UInt8]]) -> [UInt8] {
        var hash = SHA256()
        for (path, bytes) in files.sorted(by: { $0.key < $1.key }) where !path.hasPrefix("audit/") {
            hash.update(Hash.sha256(Array(path.utf8)))
            hash.update(Hash.sha256(bytes))
        }
        return hash.digest
    }

    /// A digest of the keys under which a generation's timestamp was signed; empty, which says nothing, when the root in this
    /// home is another than it was signed under. New keys may have come without the timestamp that they sign: then what is in
    /// force is still what a thief of the old ones wrote.
    private func timestampKeys(of generation: TrustGeneration) -> [UInt8] {
        guard let root = FileManager.default.contents(atPath: metadataFolder + "/root.json").map({ Array($0) }),
            let bytes = FileManager.default.contents(atPath: metadataFolder + "/timestamp.json"),
            let timestamp = TrustedRoot.timestamp(Array(bytes), signedUnder: root),
            timestamp.version == generation.timestampVersion, timestamp.issued == generation.issued,
            let ids = try? TrustedRoot.keyIDs(ofTimestampIn: root)
        else { return [] }
        return Hash.sha256(Array(ids.sorted().joined(separator: " ").utf8))
    }

    /// What a generation says, when all of it can be believed at this gate.
    ///
    /// - Throws: A sentence; then none of it is to be applied.
    func trust(of generation: TrustGeneration) throws(GateError) -> (GateTrust, PortLists) {
        guard PassLimits.time.contains(generation.issued) else {
            throw GateError(.trust, "this trust was issued at a time that no calendar has: it is not taken")
        }
        let set: TrustFileSet
        do {
            set = try TrustFileSet(files: generation.files)
        } catch {
            throw GateError(.trust, "the files of this trust can't be used: \(error)")
        }
        guard configuration.development || !set.keys.all.contains(where: { DevelopmentKeys.contains($0.publicKey) })
        else {
            throw GateError(.trust, "the key file lists development keys, which are public: this gate refuses them")
        }
        guard let gate = set.policy.gate(WireText(configuration.gate)) else {
            let known = set.policy.gates.map(\.id.string).joined(separator: ", ")
            throw GateError(
                .gate, "the policy has no gate \(configuration.gate): make the home anew as one of \(known)")
        }
        let box = GateIdentity.box(home: path)
        let lists = PortLists.read(
            generation.files, directory: directory(of: gate.port), port: gate.port, boxKey: box?.publicKey,
            unseal: { box?.open($0) })
        return (set.gateTrust(issued: generation.issued, lists: lists, port: gate.port), lists)
    }

    /// What is sealed to the gates of other ports stays where it is; the directory comes by itself.
    var choice: TargetChoice {
        TargetChoice(by: PolicyFile.path) { [id = WireText(configuration.gate)] policy in
            let here = (try? PolicyFile.decode(policy))?.gate(id)?.port
            return { path in
                guard !path.hasPrefix("directory/") else { return false }
                return ListNames.port(of: path).map { $0 == here } ?? true
            }
        }
    }

    func directory(of port: WireText) -> DirectoryShelf { DirectoryShelf(home: path, port: port.string) }

    static func describe(_ error: any Error) -> String {
        error is CocoaError ? error.localizedDescription : String(describing: error)
    }
}
