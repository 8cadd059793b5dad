import PassCrypto
import StrictJSON
import TrustUpdates

/// A repository in memory. Each part can be made wrong by itself: metadata is edited as JSON and then signed, or signed and
/// then edited.
struct TestRepository {
    /// An arbitrary start time; everything expires `day` or more later.
    static let start: Int64 = 1_900_000_000
    static let day: Int64 = 86_400

    /// Path to contents, `metadata/…` and `targets/…`.
    var files: [String: [UInt8]] = [:]
    /// The signed part of each role as it will be published next.
    var documents: [ExactText: JSONValue] = [:]
    /// Who signs each role.
    var signers: [ExactText: [TestKey]] = [:]
    /// Whether names carry versions and hashes.
    var isConsistent = true
    /// Whether timestamp and snapshot list lengths and hashes.
    var listsHashes = true
    /// The first root, to begin from.
    private(set) var firstRoot: [UInt8] = []

    /// Root, timestamp, snapshot and targets, version 1 each, and `status` for `status/*`.
    init(keys kind: TestKey.Kind = .ed25519) throws {
        for role: ExactText in ["root", "timestamp", "snapshot", "targets", "status"] {
            signers[role] = [try TestKey(kind)]
        }
        let expires = Self.start + 10 * Self.day
        documents["root"] = JSONValue.object([
            "_type": .string("root"), "spec_version": .string("1.0.31"), "version": .integer(1),
            "expires": .string(ExactText(MetadataTime.format(expires))), "consistent_snapshot": .bool(true),
            "keys": .object([:]), "roles": .object([:]),
        ])
        for role: ExactText in ["root", "timestamp", "snapshot", "targets"] { authorise(role) }
        documents["timestamp"] =
            Timestamp(
                header: MetadataHeader(version: 1, expires: expires), snapshot: MetaFile(version: 1), issued: Self.start
            ).json
        documents["snapshot"] = Snapshot(header: MetadataHeader(version: 1, expires: expires), files: [:]).json
        documents["targets"] = Targets(header: MetadataHeader(version: 1, expires: expires), files: [:]).json
        documents["status"] = Targets(header: MetadataHeader(version: 1, expires: expires), files: [:]).json
        delegate(from: "targets", to: "status", paths: ["status/*"])
        addTarget("keys.json", [1, 2, 3], to: "targets")
        addTarget("status/0", [4, 5, 6], to: "status")
        try publishRoot()
        firstRoot = files["metadata/1.root.json"] ?? []
        try publish(["status", "targets"])
    }

    // MARK: Editing

    subscript(role: ExactText, name: ExactText) -> JSONValue? {
        get { documents[role]?[name] }
        set { documents[role]?[name] = newValue }
    }

    func version(_ role: ExactText) -> Int {
        if case .integer(let version) = self[role, "version"] { Int(version) } else { 0 }
    }

    mutating func setVersion(_ role: ExactText, _ version: Int) {
        self[role, "version"] = .integer(Int64(version))
    }

    mutating func bump(_ role: ExactText) {
        setVersion(role, version(role) + 1)
    }

    mutating func expire(_ role: ExactText, at time: Int64) {
        self[role, "expires"] = .string(ExactText(MetadataTime.format(time)))
    }

    /// Lists `role`'s present signers in root.
    mutating func authorise(_ role: ExactText, threshold: Int = 1) {
        let keys = signers[role] ?? []
        for key in keys { self["root", "keys"]?[key.id] = key.json }
        self["root", "roles"]?[role] = .object([
            "keyids": .array(keys.map { .string($0.id) }), "threshold": .integer(Int64(threshold)),
        ])
    }

    /// Lists `role`'s present signers in the delegations of `delegator`, last.
    mutating func delegate(
        from delegator: ExactText, to role: ExactText, paths: [ExactText], terminating: Bool = false, threshold: Int = 1
    ) {
        let keys = signers[role] ?? []
        if self[delegator, "delegations"] == nil {
            self[delegator, "delegations"] = .object(["keys": .object([:]), "roles": .array([])])
        }
        for key in keys { self[delegator, "delegations"]?["keys"]?[key.id] = key.json }
        let entry = JSONValue.object([
            "name": .string(role), "keyids": .array(keys.map { .string($0.id) }),
            "threshold": .integer(Int64(threshold)),
            "terminating": .bool(terminating), "paths": .array(paths.map(JSONValue.string)),
        ])
        if case .array(let roles) = self[delegator, "delegations"]?["roles"] {
            self[delegator, "delegations"]?["roles"] = .array(roles + [entry])
        }
    }

    /// A new delegated role without targets.
    mutating func addRole(
        _ role: ExactText, from delegator: ExactText, paths: [ExactText] = ["*"], terminating: Bool = false
    ) throws {
        signers[role] = [try TestKey()]
        documents[role] =
            Targets(
                header: MetadataHeader(version: 1, expires: Self.start + 10 * Self.day), files: [:]
            ).json
        delegate(from: delegator, to: role, paths: paths, terminating: terminating)
    }

    /// Lists a target and stores it under the name a client asks for.
    mutating func addTarget(_ path: ExactText, _ contents: [UInt8], to role: ExactText) {
        self[role, "targets"]?[path] = .object([
            "length": .integer(Int64(contents.count)),
            "hashes": .object(["sha256": .string(ExactText(Hash.sha256Hex(contents)))]),
        ])
        files[targetPath(path, contents)] = contents
    }

    func targetPath(_ path: ExactText, _ contents: [UInt8]) -> String {
        "targets/"
            + (isConsistent
                ? RepositoryPath.consistentName(path.string, digest: Hash.sha256Hex(contents)) : path.string)
    }

    // MARK: Publishing

    func path(_ role: ExactText) -> String {
        let name = PercentEncoding.encode(role)
        let isVersioned = role == "root" || isConsistent && role != "timestamp"
        return "metadata/" + (isVersioned ? "\(version(role)).\(name).json" : "\(name).json")
    }

    /// The file of a role, signed by its signers.
    func signed(_ role: ExactText) throws -> [UInt8] {
        let document = documents[role] ?? .null
        let message = JSONWriter.canonical(document)
        let signatures = try (signers[role] ?? []).map { key in
            JSONValue.object([
                "keyid": .string(key.id), "sig": .string(ExactText(Hex.encode(try key.signature(message)))),
            ])
        }
        return JSONWriter.compact(.object(["signatures": .array(signatures), "signed": document]))
    }

    /// Signs and stores a role as it is.
    mutating func store(_ role: ExactText) throws {
        files[path(role)] = try signed(role)
    }

    /// Signs and stores root; `signedAlsoBy` are keys of the root before.
    mutating func publishRoot(signedAlsoBy more: [TestKey] = []) throws {
        let own = signers["root"] ?? []
        signers["root"] = own + more
        try store("root")
        signers["root"] = own
    }

    /// Stores `roles`, then a snapshot that lists them and a timestamp that lists the snapshot.
    mutating func publish(_ roles: [ExactText]) throws {
        for role in roles {
            try store(role)
            list(role)
        }
        try publishSnapshot()
    }

    /// Lists `role` in the snapshot as it is stored.
    mutating func list(_ role: ExactText) {
        let entry = entry(role)
        self["snapshot", "meta"]?[MetadataRole.listedName(role)] = entry
    }

    mutating func publishSnapshot() throws {
        try store("snapshot")
        self["timestamp", "meta"] = .object(["snapshot.json": entry("snapshot")])
        try store("timestamp")
    }

    private func entry(_ role: ExactText) -> JSONValue {
        var entry = ["version": JSONValue.integer(Int64(version(role)))] as [ExactText: JSONValue]
        if listsHashes {
            let bytes = files[path(role)] ?? []
            entry["length"] = .integer(Int64(bytes.count))
            entry["hashes"] = .object(["sha256": .string(ExactText(Hash.sha256Hex(bytes)))])
        }
        return .object(JSONObject(entry))
    }

    /// A next version of each role, of the snapshot and of the timestamp.
    mutating func publishNext(_ roles: [ExactText] = ["status", "targets"], issued: Int64? = nil) throws {
        for role in roles + ["snapshot", "timestamp"] { bump(role) }
        if let issued { self["timestamp", "issued"] = .integer(issued) }
        try publish(roles)
    }
}
