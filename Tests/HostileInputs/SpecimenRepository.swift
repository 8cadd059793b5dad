import PassCrypto
import StrictJSON
import TrustUpdates

/// A repository of The Update Framework in memory: a root, the three other top-level roles, and two delegated ones.
///
/// Its documents may be changed; everything is then signed again, with lengths and hashes made right, so that the
/// change gets past the signatures.
package struct SpecimenRepository: Sendable {
    package static let now = Specimen.now
    static let roles: [ExactText] = ["root", "timestamp", "snapshot", "targets", "status", "ops"]

    /// What a gate that has seen nothing else gets.
    package static let honest = Specimen.made { try SpecimenRepository(listsHashes: true) }

    /// The same with nothing but versions in snapshot and timestamp, so that signatures are all that protects the
    /// files.
    package static let withoutHashes = Specimen.made { try SpecimenRepository(listsHashes: false) }

    /// The same after the keys of timestamp and snapshot were replaced: what heals a gate whatever they had signed.
    static let recovered = Specimen.made {
        var repository: SpecimenRepository = honest
        repository.keys["timestamp"] = Specimen.key(31)
        repository.keys["snapshot"] = Specimen.key(32)
        repository.documents["root"] = repository.root(version: 2).json
        try repository.publish()
        return repository
    }

    /// The signed parts.
    private(set) var documents: [ExactText: JSONValue] = [:]
    private var keys: [ExactText: KeyHandle] = [:]
    private let listsHashes: Bool
    /// Metadata files by name: roots with their version, the others without.
    package private(set) var metadata: [String: [UInt8]] = [:]
    /// Target files by path.
    package let targets = SpecimenFiles.targets

    private init(listsHashes: Bool) throws {
        self.listsHashes = listsHashes
        for (number, role) in Self.roles.enumerated() { keys[role] = Specimen.key(UInt8(21 + number)) }
        documents["root"] = root(version: 1).json
        documents["timestamp"] =
            Timestamp(header: Self.header(), snapshot: MetaFile(version: 1), issued: Self.now - 60).json
        documents["snapshot"] = Snapshot(header: Self.header(), files: [:]).json
        documents["targets"] =
            Targets(
                header: Self.header(), files: files(["keys.json", "policy.json"]),
                delegations: Delegations(
                    keys: Dictionary(uniqueKeysWithValues: ["status", "ops"].map { (id(of: $0), key(of: $0)) }),
                    roles: [delegation(to: "status"), delegation(to: "ops")])
            ).json
        documents["status"] = Targets(header: Self.header(), files: files(["status/0"])).json
        documents["ops"] = Targets(header: Self.header(), files: files(["ops/level.json"])).json
        try publish()
    }

    private static func header(version: Int = 1) -> MetadataHeader {
        MetadataHeader(version: version, expires: now + 864_000)
    }

    private func key(of role: ExactText) -> MetadataKey {
        MetadataKey(signer(role).publicKey)
    }

    private func id(of role: ExactText) -> ExactText { key(of: role).id }

    private func signer(_ role: ExactText) -> KeyHandle {
        // Roles that only a changed document names are signed by one key that it may name for them.
        keys[role] ?? keys["status"] ?? Specimen.passKey
    }

    private func root(version: Int) -> Root {
        var root = Root(header: Self.header(version: version), keys: [:], roles: [:])
        for role: ExactText in ["root", "timestamp", "snapshot", "targets"] { root.add(key(of: role), to: [role]) }
        return root
    }

    private func files(_ paths: [String]) -> [ExactText: TargetFile] {
        Dictionary(uniqueKeysWithValues: paths.map { (ExactText($0), TargetFile(of: targets[$0] ?? [])) })
    }

    private func delegation(to role: ExactText) -> DelegatedRole {
        DelegatedRole(
            name: role, keys: RoleKeys(keyIDs: [id(of: role)], threshold: 1), isTerminating: false,
            paths: .patterns([ExactText("\(role)/*")]))
    }

    // MARK: Publishing

    /// The repository with another document for one role, signed by every key there is. A root becomes version 2.
    func changing(_ role: ExactText, to document: JSONValue) throws -> SpecimenRepository {
        var repository = self
        repository.documents[role] = document
        for name in Self.delegated(by: document) where repository.documents[name] == nil {
            repository.documents[name] = Targets(header: Self.header(), files: [:]).json
        }
        try repository.publish(changed: role)
        return repository
    }

    /// The roles that a changed document delegates to, a few of them.
    private static func delegated(by document: JSONValue) -> [ExactText] {
        let file = JSONWriter.compact(.object(["signatures": .array([]), "signed": document]))
        guard let targets = try? Signed<Targets>(decoding: file).content else { return [] }
        switch targets.delegations?.roles {
        case nil: return []
        case .named(let roles): return roles.prefix(8).map(\.name)
        case .succinct(let bins): return Array(Set(targets.files.keys.map { bins.bin(for: $0) }).prefix(8))
        }
    }

    private mutating func publish(changed: ExactText? = nil) throws {
        func store(_ role: ExactText, as name: String) -> MetaFile {
            let document = documents[role] ?? .null
            let bytes = signed(document, by: role == changed ? Self.roles : [role])
            metadata[name] = bytes
            let version = Self.version(of: document)
            return listsHashes ? MetaFile(version: version, of: bytes) : MetaFile(version: version)
        }
        _ = store("root", as: changed == "root" ? "2.root.json" : "\(Self.version(of: documents["root"])).root.json")
        var listed: [ExactText: MetaFile] = [:]
        for role in documents.keys where !MetadataRole.topLevel.contains(role) || role == MetadataRole.targets {
            guard let name = try? MetadataRole.fileName(role) else { continue }
            listed[MetadataRole.listedName(role)] = store(role, as: name)
        }
        if changed != "snapshot" {
            documents["snapshot"] = Snapshot(header: Self.header(), files: listed).json
        }
        let snapshot = store("snapshot", as: "snapshot.json")
        if changed != "timestamp" {
            documents["timestamp"] =
                Timestamp(
                    header: Self.header(version: changed == nil ? 1 : 2), snapshot: snapshot, issued: Self.now - 60
                ).json
        }
        _ = store("timestamp", as: "timestamp.json")
    }

    private func signed(_ document: JSONValue, by roles: [ExactText]) -> [UInt8] {
        let message = JSONWriter.canonical(document)
        let signatures = roles.map { role in
            JSONValue.object([
                "keyid": .string(id(of: role)), "sig": .string(ExactText(Hex.encode(signer(role).sign(message)))),
            ])
        }
        return JSONWriter.compact(.object(["signatures": .array(signatures), "signed": document]))
    }

    /// The version a document says it has; 1 when it says none that can be listed.
    private static func version(of document: JSONValue?) -> Int {
        guard case .object(let members) = document, case .integer(let version) = members["version"], version >= 1 else {
            return 1
        }
        return Int(version)
    }
}
