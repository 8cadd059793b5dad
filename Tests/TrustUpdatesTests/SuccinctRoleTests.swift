import StrictJSON
import Testing
import TrustUpdates

/// Hash bins in one entry (TAP 15).
@Suite struct SuccinctRoleTests {
    private func roles(bits: Int, prefix: ExactText = "bin") throws -> SuccinctRoles {
        let delegations = JSONValue.object([
            "keys": .object([:]),
            "succinct_roles": .object([
                "keyids": .array([]), "threshold": .integer(1), "bit_length": .integer(Int64(bits)),
                "name_prefix": .string(prefix),
            ]),
        ])
        var targets = Targets(header: MetadataHeader(version: 1, expires: 0), files: [:]).json
        targets["delegations"] = delegations
        let signed = try Signed<Targets>(
            decoding: JSONWriter.compact(.object(["signed": targets, "signatures": .array([])])))
        guard case .succinct(let roles) = signed.content.delegations?.roles else {
            throw UpdateError.malformed("not succinct")
        }
        #expect(signed.content.json == targets)
        return roles
    }

    static let bins: [(Int, ExactText, ExactText)] = [
        (1, "status/0", "bin-1"),
        (1, "directory/TWKEL/7f", "bin-1"),
        (1, "é", "bin-0"),
        (4, "status/0", "bin-9"),
        (4, "directory/TWKEL/7f", "bin-8"),
        (4, "é", "bin-4"),
        (5, "status/0", "bin-12"),
        (5, "directory/TWKEL/7f", "bin-11"),
        (5, "é", "bin-09"),
        (10, "status/0", "bin-245"),
        (10, "directory/TWKEL/7f", "bin-236"),
        (10, "é", "bin-12a"),
        (16, "status/0", "bin-9176"),
        (16, "directory/TWKEL/7f", "bin-8daa"),
        (16, "é", "bin-4a99"),
        (31, "status/0", "bin-48bb772f"),
        (31, "directory/TWKEL/7f", "bin-46d5256f"),
        (31, "é", "bin-254caabf"),
        (32, "status/0", "bin-9176ee5e"),
        (32, "directory/TWKEL/7f", "bin-8daa4adf"),
        (32, "é", "bin-4a99557e"),
    ]

    /// Computed with python-tuf 7's `SuccinctRoles.get_role_for_target`.
    @Test(arguments: bins)
    func `The bin of a path is the one python-tuf names`(bits: Int, path: ExactText, bin: ExactText) throws {
        let roles = try roles(bits: bits)
        #expect(roles.bin(for: path) == bin)
        #expect(roles.isBin(bin))
    }

    @Test func `Only the bins there are have their names`() throws {
        let five = try roles(bits: 5)
        for name in ["bin-00", "bin-1f", "bin-0a"] as [ExactText] { #expect(five.isBin(name)) }
        for name in [
            "bin-20", "bin-0", "bin-001", "bin-0A", "bin-+1", "bin", "bin-", "bon-00", "bin-xx", "-00", "00", "",
        ]
            as [ExactText]
        {
            #expect(!five.isBin(name), "\(name)")
        }
        #expect(try roles(bits: 32).isBin("bin-ffffffff"))
        #expect(try roles(bits: 1, prefix: "a-b").isBin("a-b-1"))
        #expect(throws: UpdateError.self) { try roles(bits: 33) }
        #expect(throws: UpdateError.self) { try roles(bits: 0) }
    }

    private func repository() throws -> TestRepository {
        var repository = try TestRepository()
        let key = try TestKey()
        repository["targets", "delegations"] = .object([
            "keys": .object([key.id: key.json]),
            "succinct_roles": .object([
                "keyids": .array([.string(key.id)]), "threshold": .integer(1), "bit_length": .integer(1),
                "name_prefix": .string("bin"),
            ]),
        ])
        for bin in ["bin-0", "bin-1"] as [ExactText] {
            repository.signers[bin] = [key]
            repository.documents[bin] = repository.documents["status"]
            repository[bin, "targets"] = .object([:])
        }
        return repository
    }

    @Test func `A target is looked for in its bin alone`() async throws {
        var repository = try repository()
        let bin = try roles(bits: 1).bin(for: "file")
        let other: ExactText = bin == "bin-0" ? "bin-1" : "bin-0"
        repository.addTarget("file", [1], to: bin)
        repository.addTarget("file", [2], to: other)
        try repository.publishNext(["targets", "bin-0", "bin-1"])
        let gate = try TestGate(repository)
        #expect(try await gate.download("file", repository) == [1])
        #expect(gate.stored("\(other).json") == nil)
        #expect(try await gate.update(repository).files["file"] == [1])
        #expect(gate.stored("\(other).json") != nil)
    }

    @Test func `Bins that the snapshot does not list are not asked for in a full update`() async throws {
        var repository = try repository()
        try repository.publishNext(["targets", "bin-0"])
        // Names that only look like one of a bin's file.
        repository["snapshot", "meta"]?["bin-1"] = .object(["version": .integer(1)])
        repository["snapshot", "meta"]?["bin-1xjson"] = .object(["version": .integer(1)])
        repository["snapshot", "meta"]?["bin-1.yaml"] = .object(["version": .integer(1)])
        repository["snapshot", "meta"]?["binary.json"] = .object(["version": .integer(1)])
        for role in ["snapshot", "timestamp"] as [ExactText] { repository.bump(role) }
        try repository.publishSnapshot()
        let gate = try TestGate(repository)
        // A target whose own bin is missing can't be found, but `keys.json` is listed at the top.
        #expect(try await gate.update(repository).files["keys.json"] == [1, 2, 3])
    }
}
