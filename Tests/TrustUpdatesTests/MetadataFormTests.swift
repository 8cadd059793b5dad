import StrictJSON
import Testing
import TrustUpdates

/// Section 4 of the specification: what metadata must look like.
@Suite struct MetadataFormTests {
    /// Reads a signed part as the kind its `_type` says.
    private func read(_ document: JSONValue) throws -> JSONValue {
        let file = JSONWriter.compact(.object(["signed": document, "signatures": .array([])]))
        switch document["_type"] {
        case .string("root"): return try Signed<Root>(decoding: file).content.json
        case .string("timestamp"): return try Signed<Timestamp>(decoding: file).content.json
        case .string("snapshot"): return try Signed<Snapshot>(decoding: file).content.json
        default: return try Signed<Targets>(decoding: file).content.json
        }
    }

    static let roles: [ExactText] = ["root", "timestamp", "snapshot", "targets", "status"]

    @Test(arguments: roles)
    func `Every known member must be there and have its type`(role: ExactText) throws {
        let repository = try TestRepository()
        let document = try #require(repository.documents[role])
        #expect(try read(document) == document)
        let values: [JSONValue?] = [
            nil, .null, .bool(true), .integer(-1), .string("x"), .array([]), .object([:]), .array([.integer(1)]),
            .object(["x": .null]),
        ]
        for place in document.places {
            for value in values {
                guard let changed = document.replacing(place, with: value), changed != document else { continue }
                // Whatever is read must be exactly what was there: nothing dropped, defaulted or converted.
                if let again = try? read(changed) {
                    #expect(again == changed)
                    #expect(Self.mayChange(place, to: value), "\(role) \(place) \(String(describing: value))")
                }
            }
        }
    }

    @Test(arguments: ["1.5", "1e3", "-0", "9223372036854775808"])
    func `A number that Canonical JSON does not have is refused wherever it stands`(number: String) throws {
        let repository = try TestRepository()
        var document = try #require(repository.documents["targets"])
        document["x"] = .array([.object(["y": .string("here")])])
        let file = String(
            decoding: JSONWriter.compact(.object(["signed": document, "signatures": .array([])])), as: UTF8.self)
        _ = try Signed<Targets>(decoding: Array(file.utf8))
        let changed = file.replacing("\"here\"", with: number)
        #expect(throws: UpdateError.self) { try Signed<Targets>(decoding: Array(changed.utf8)) }
    }

    /// The changes after which metadata still has its form.
    private static func mayChange(_ place: [JSONValue.Step], to value: JSONValue?) -> Bool {
        let names = place.compactMap { if case .member(let name) = $0 { name } else { nil } }
        switch (names.last, value) {
        // An optional member may be missing; a list may be shorter, and a table empty.
        case ("issued", nil), ("consistent_snapshot", nil), ("length", nil), ("hashes", nil), ("delegations", nil):
            return names.first != "targets" || names.last == "delegations"
        case (_, nil):
            let parent = names.dropLast().last
            return parent == "keys" || parent == "targets" || parent == "meta" && names.count > 1
                || place.last.map { if case .element = $0 { true } else { false } } ?? false
        case ("targets", .object([:])?), ("keys", .object([:])?), ("meta", .object([:])?): return true
        case ("keyids", .array([])?), ("paths", .array([])?), ("roles", .array([])?): return true
        case ("issued", .integer?), ("consistent_snapshot", .bool?), ("terminating", .bool?): return true
        // Texts that mean something only later: names, key ids, key types, patterns.
        case (_, .string?):
            return ["keytype", "scheme", "public", "name", "keyids", "paths"].contains(names.last)
        default: return false
        }
    }

    @Test(
        arguments: ["1", "1.0.0.0", "2.0.31", "0.9", "1.", ".1", "1..0", "1.x", "1.0.31-a", "", "1.0.٣", "11.0"]
            as [ExactText])
    func `Another specification version is refused`(version: ExactText) throws {
        var document = try #require(TestRepository().documents["snapshot"])
        document["spec_version"] = .string(version)
        #expect(throws: UpdateError.self) { try read(document) }
        document["spec_version"] = .string("1.0")
        #expect(try read(document) == document)
    }

    @Test(
        arguments: [
            "2030-01-01T00:00:00", "2030-01-01 00:00:00Z", "2030-01-01T00:00:00+00:00", "2030-01-01T00:00:00.0Z",
            "2030-1-01T00:00:00Z", "2030-13-01T00:00:00Z", "2030-00-01T00:00:00Z", "2030-01-00T00:00:00Z",
            "2030-01-32T00:00:00Z", "2030-04-31T00:00:00Z", "2030-02-29T00:00:00Z", "2100-02-29T00:00:00Z",
            "2030-01-01T24:00:00Z", "2030-01-01T00:60:00Z", "2030-01-01T00:00:60Z", "0000-01-01T00:00:00Z",
            "２030-01-01T00:00:0Z", "", "x030-01-01T00:00:00Z", "2030-01-01T00:00:00z", "2030-01-01T00:00:00ZZ",
        ] as [ExactText])
    func `A time of another form, or one that does not exist, is refused`(text: ExactText) throws {
        #expect(MetadataTime.parse(text) == nil)
        var document = try #require(TestRepository().documents["snapshot"])
        document["expires"] = .string(text)
        #expect(throws: UpdateError.self) { try read(document) }
    }

    /// Expected values from `date -u +%s`.
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2000-02-29T12:34:56Z", 951_827_696), ("2100-03-01T00:00:00Z", 4_107_542_400),
            ("2026-11-22T21:53:11Z", 1_795_384_391), ("1969-12-31T23:59:59Z", -1),
            ("0001-01-01T00:00:00Z", -62_135_596_800), ("9999-12-31T23:59:59Z", 253_402_300_799),
            ("1600-02-29T00:00:00Z", -11_670_998_400), ("2030-06-30T23:59:59Z", 1_909_094_399),
        ] as [(ExactText, Int64)])
    func `Times are seconds since 1970`(text: ExactText, seconds: Int64) {
        #expect(MetadataTime.parse(text) == seconds)
        #expect(MetadataTime.format(seconds) == text.string)
    }

    @Test func `Every day of 800 years is written and read the same`() {
        for day in stride(from: Int64(-146_097), through: 146_097, by: 1) {
            let text = MetadataTime.format(day * 86_400 + 43_210)
            #expect(MetadataTime.parse(ExactText(text)) == day * 86_400 + 43_210)
        }
        #expect(MetadataTime.format(.max) == "9999-12-31T23:59:59Z")
        #expect(MetadataTime.format(.min) == "0001-01-01T00:00:00Z")
    }

    @Test(
        arguments: [
            "", "00", String(repeating: "0", count: 63), String(repeating: "0", count: 65),
            String(repeating: "A", count: 64), String(repeating: "g", count: 64),
            "../" + String(repeating: "0", count: 61),
        ] as [String])
    func `A hash that is none is refused before it becomes part of a name`(digest: String) throws {
        let repository = try TestRepository()
        for algorithm in ["sha256", "sha512"] as [ExactText] {
            let hashes = JSONValue.object([algorithm: .string(ExactText(digest))])
            var targets = try #require(repository.documents["targets"])
            targets["targets"]?["keys.json"]?["hashes"] = hashes
            #expect(throws: UpdateError.self) { try read(targets) }
            var snapshot = try #require(repository.documents["snapshot"])
            snapshot["meta"]?["targets.json"]?["hashes"] = hashes
            #expect(throws: UpdateError.self) { try read(snapshot) }
        }
    }

    @Test(arguments: ["root", "timestamp", "snapshot", "targets", ""] as [ExactText])
    func `A delegated role can't have a top-level role's name, or none`(name: ExactText) throws {
        var repository = try TestRepository()
        repository.delegate(from: "targets", to: name, paths: ["*"])
        #expect(throws: UpdateError.self) { try read(repository.documents["targets"] ?? .null) }
    }

    @Test func `A role can be delegated to once`() throws {
        var repository = try TestRepository()
        repository.delegate(from: "targets", to: "status", paths: ["x"])
        #expect(throws: UpdateError.self) { try read(repository.documents["targets"] ?? .null) }
    }

    @Test func `Paths are given by patterns or by hashes, not both and not neither`() throws {
        let repository = try TestRepository()
        let document = try #require(repository.documents["targets"])
        let role: [JSONValue.Step] = [.member("delegations"), .member("roles"), .element(0)]
        guard case .array(let roles) = document["delegations"]?["roles"], var entry = roles.first else { return }
        entry["path_hash_prefixes"] = .array([.string("0")])
        #expect(throws: UpdateError.self) { try read(document.replacing(role, with: entry) ?? .null) }
        entry["paths"] = nil
        let changed = try #require(document.replacing(role, with: entry))
        #expect(try read(changed) == changed)
        entry["path_hash_prefixes"] = nil
        #expect(throws: UpdateError.self) { try read(document.replacing(role, with: entry) ?? .null) }
    }

    @Test func `Roles are named or succinct, not both and not neither`() throws {
        let repository = try TestRepository()
        var document = try #require(repository.documents["targets"])
        document["delegations"]?["succinct_roles"] = .object([
            "keyids": .array([]), "threshold": .integer(1), "bit_length": .integer(4), "name_prefix": .string("bin"),
        ])
        #expect(throws: UpdateError.self) { try read(document) }
        document["delegations"]?["roles"] = nil
        #expect(try read(document) == document)
        document["delegations"]?["succinct_roles"] = nil
        #expect(throws: UpdateError.self) { try read(document) }
    }

    @Test func `A timestamp names the snapshot and nothing else`() throws {
        var document = try #require(TestRepository().documents["timestamp"])
        document["meta"]?["targets.json"] = .object(["version": .integer(1)])
        #expect(throws: UpdateError.self) { try read(document) }
    }

    @Test(arguments: ["signed", "signatures"] as [ExactText])
    func `A file needs its two members`(member: ExactText) throws {
        let file = try JSONReader.read(TestRepository().firstRoot)
        for value in [nil, .null, .string(""), .array([.null])] as [JSONValue?] {
            var changed = file
            changed[member] = value
            let bytes = JSONWriter.compact(changed)
            #expect(throws: UpdateError.self) { try Signed<Root>(decoding: bytes) }
        }
    }

    @Test(arguments: ["keyid", "sig"] as [ExactText])
    func `A signature needs its two members`(member: ExactText) throws {
        let file = try JSONReader.read(TestRepository().firstRoot)
        for value in [nil, .null, .integer(1)] as [JSONValue?] {
            let changed = try #require(
                file.replacing([.member("signatures"), .element(0), .member(member)], with: value))
            let bytes = JSONWriter.compact(changed)
            #expect(throws: UpdateError.self) { try Signed<Root>(decoding: bytes) }
        }
    }

    @Test func `What a writer makes is what a reader reads`() throws {
        let repository = try TestRepository()
        let key = try TestKey()
        var signed = Signed(try TrustedRoot.check(repository.firstRoot))
        signed.add(try key.sign(signed.signedBytes))
        signed.add(MetadataSignature(keyID: "other", signature: [1]))
        signed.add(MetadataSignature(keyID: "other", signature: [2]))
        let again = try Signed<Root>(decoding: signed.encoded())
        #expect(again.signatures == signed.signatures)
        #expect(again.signatures.count == 2)
        #expect(again.signedBytes == signed.signedBytes)
        #expect(signed.signedBytes == (try Signed<Root>(decoding: repository.firstRoot)).signedBytes)
    }

    @Test func `A root's writer lists a key once in a role`() throws {
        let repository = try TestRepository()
        var root = try TrustedRoot.check(repository.firstRoot)
        let key = try #require(root.keys.values.first)
        root.add(key, to: ["root", "timestamp"])
        root.add(key, to: ["timestamp", "new"])
        #expect(Set(root.roles["timestamp"]?.keyIDs ?? []).count == root.roles["timestamp"]?.keyIDs.count)
        #expect(root.roles["new"] == RoleKeys(keyIDs: [key.id], threshold: 1))
        #expect(root.keys.count == 4)
        root.version = 7
        root.expires = 60
        #expect(root.header.version == 7)
        #expect(root.json["expires"] == .string("1970-01-01T00:01:00Z"))
    }
}
