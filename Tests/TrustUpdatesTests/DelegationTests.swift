import StrictJSON
import Testing
import TrustUpdates

/// Section 5.6.7: the search through delegated roles.
@Suite struct DelegationTests {
    struct Edge: Sendable {
        let from: ExactText
        let to: ExactText
        var paths: [ExactText] = ["*"]
        var terminating = false
    }

    struct Graph: Sendable, CustomTestStringConvertible {
        let name: String
        let edges: [Edge]
        let visited: [String]
        var testDescription: String { name }
    }

    static let graphs: [Graph] = [
        Graph(
            name: "two in order", edges: [Edge(from: "targets", to: "a"), Edge(from: "targets", to: "b")],
            visited: ["a", "b"]),
        Graph(
            name: "depth first",
            edges: [
                Edge(from: "targets", to: "a"), Edge(from: "targets", to: "b"), Edge(from: "a", to: "c"),
                Edge(from: "a", to: "d"),
            ], visited: ["a", "c", "d", "b"]),
        Graph(
            name: "a terminating role ends the search behind it",
            edges: [
                Edge(from: "targets", to: "a"), Edge(from: "targets", to: "b"),
                Edge(from: "a", to: "c", terminating: true), Edge(from: "a", to: "d"), Edge(from: "c", to: "e"),
            ], visited: ["a", "c", "e"]),
        Graph(
            name: "a terminating role for other paths ends nothing",
            edges: [
                Edge(from: "targets", to: "a", paths: ["x/*"], terminating: true), Edge(from: "targets", to: "b"),
            ], visited: ["b"]),
        Graph(
            name: "a role for other paths is not asked, nor those behind it",
            edges: [
                Edge(from: "targets", to: "a", paths: ["*.txt"]), Edge(from: "a", to: "c"),
                Edge(from: "targets", to: "b"),
            ],
            visited: ["b"]),
        Graph(
            name: "a cycle is gone through once",
            edges: [
                Edge(from: "targets", to: "a"), Edge(from: "a", to: "b"), Edge(from: "b", to: "a"),
                Edge(from: "b", to: "c"),
            ], visited: ["a", "b", "c"]),
    ]

    private func repository(_ edges: [Edge]) throws -> TestRepository {
        var repository = try TestRepository()
        repository["targets", "delegations"] = nil
        for edge in edges {
            if repository.documents[edge.to] == nil {
                try repository.addRole(edge.to, from: edge.from, paths: edge.paths, terminating: edge.terminating)
            } else {
                repository.delegate(from: edge.from, to: edge.to, paths: edge.paths, terminating: edge.terminating)
            }
        }
        repository.bump("targets")
        try repository.publish(["targets"] + Set(edges.map(\.to)).sorted())
        return repository
    }

    @Test(arguments: graphs)
    func `Roles are visited in the specified order`(graph: Graph) async throws {
        let repository = try repository(graph.edges)
        let gate = try TestGate(repository)
        let fetcher = MemoryFetcher(repository.files)
        let code = await refusal { () async throws(UpdateError) in
            _ = try await gate.client(fetcher).download("missing")
        }
        #expect(code == .noSuchTarget)
        #expect(fetcher.requests.dropFirst(4) == graph.visited.map { "metadata/1.\($0).json" }[...])
    }

    @Test func `The most trusted role that lists a target is the one believed`() async throws {
        var repository = try repository([Edge(from: "targets", to: "a"), Edge(from: "targets", to: "b")])
        repository.addTarget("file", [2], to: "b")
        try repository.publishNext(["b"])
        let gate = try TestGate(repository)
        #expect(try await gate.download("file", repository) == [2])
        repository.addTarget("file", [1], to: "a")
        try repository.publishNext(["a"])
        #expect(try await gate.download("file", repository) == [1])
        repository.addTarget("file", [0], to: "targets")
        try repository.publishNext(["targets"])
        #expect(try await gate.download("file", repository) == [0])
    }

    @Test func `A role can't list a target outside of its paths`() async throws {
        var repository = try TestRepository()
        repository.addTarget("keys.json", [6, 6, 6], to: "status")
        repository.addTarget("ops/level.json", [6, 6, 6], to: "status")
        repository["targets", "targets"]?["keys.json"] = nil
        try repository.publishNext()
        let gate = try TestGate(repository)
        for path in ["keys.json", "ops/level.json"] as [ExactText] {
            let code = await refusal { () async throws(UpdateError) in _ = try await gate.download(path, repository) }
            #expect(code == .noSuchTarget)
        }
        #expect(try await Set(gate.update(repository).files.keys) == ["status/0"])
    }

    @Test func `Every role on the way must be trusted for the path`() async throws {
        var repository = try repository([
            Edge(from: "targets", to: "a", paths: ["x/*"]), Edge(from: "a", to: "b", paths: ["*/*"]),
        ])
        repository.addTarget("x/file", [1], to: "b")
        repository.addTarget("y/file", [2], to: "b")
        try repository.publishNext(["b"])
        let gate = try TestGate(repository)
        #expect(try await gate.download("x/file", repository) == [1])
        let code = await refusal { () async throws(UpdateError) in _ = try await gate.download("y/file", repository) }
        #expect(code == .noSuchTarget)
        #expect(try await gate.update(repository).files["y/file"] == nil)
    }

    @Test func `A role that two roles delegate to is checked under each`() async throws {
        var repository = try repository([
            Edge(from: "targets", to: "a", paths: ["a/*"]), Edge(from: "targets", to: "b", paths: ["b/*"]),
            Edge(from: "a", to: "both", paths: ["a/*"]),
        ])
        // b names another key for the role than the one that signed it.
        let own = repository.signers["both"] ?? []
        repository.signers["both"] = [try TestKey()]
        repository.delegate(from: "b", to: "both", paths: ["b/*"])
        repository.signers["both"] = own
        repository.addTarget("a/file", [1], to: "both")
        repository.addTarget("b/file", [2], to: "both")
        try repository.publishNext(["both", "b"])
        let gate = try TestGate(repository)
        let fetcher = MemoryFetcher(repository.files)
        let client = gate.client(fetcher)
        #expect(try await client.download("a/file") == [1])
        #expect(
            await refusal { () async throws(UpdateError) in _ = try await client.download("b/file") } == .threshold)
        #expect(await refusal { () async throws(UpdateError) in _ = try await gate.update(repository) } == .threshold)
        // With both signatures it is good under each.
        repository.signers["both"] = []
        for delegator in ["a", "b"] as [ExactText] { repository[delegator, "delegations"] = nil }
        repository.signers["both"] = own
        repository.delegate(from: "a", to: "both", paths: ["a/*"])
        repository.delegate(from: "b", to: "both", paths: ["b/*"])
        try repository.publishNext(["a", "b", "both"])
        #expect(try await gate.update(repository).files.keys.sorted() == ["a/file", "b/file", "keys.json"])
    }

    @Test func `A search ends after the allowed number of roles`() async throws {
        let names = (1...4).map { ExactText("r\($0)") }
        var repository = try repository(zip(["targets"] + names, names).map { Edge(from: $0, to: $1) })
        repository.addTarget("file", [1], to: "r4")
        try repository.publishNext(["r4"])
        var limits = UpdateLimits()
        #expect(limits.delegations == 32)
        let gate = try TestGate(repository)
        let fetcher = MemoryFetcher(repository.files)
        limits.delegations = 4
        #expect(try await gate.client(fetcher, limits: limits).download("file") == [1])
        #expect(try await gate.update(repository, limits: limits).files["file"] == [1])
        limits.delegations = 3
        let fewer = limits
        #expect(
            await refusal { () async throws(UpdateError) in
                _ = try await gate.client(fetcher, limits: fewer).download("file")
            } == .noSuchTarget)
        #expect(
            await refusal { () async throws(UpdateError) in _ = try await gate.update(repository, limits: fewer) }
                == .tooManyDelegations)
    }

    @Test func `A threshold of a delegated role holds`() async throws {
        var repository = try TestRepository()
        repository.signers["status"]?.append(try TestKey())
        repository["targets", "delegations"] = nil
        repository.delegate(from: "targets", to: "status", paths: ["status/*"], threshold: 2)
        try repository.publishNext()
        let gate = try TestGate(repository)
        #expect(try await gate.download("status/0", repository) == [4, 5, 6])
        repository.signers["status"]?.removeLast()
        try repository.publishNext()
        #expect(
            await refusal { () async throws(UpdateError) in _ = try await gate.download("status/0", repository) }
                == .threshold)
    }

    @Test(arguments: ["?", "#", "/role", "../root", "a b", "é", "%2e", "timestamp.json", "1.root"] as [ExactText])
    func `A role of any name has a file of its own`(name: ExactText) async throws {
        var repository = try repository([Edge(from: "targets", to: name)])
        repository.addTarget("file", [1], to: name)
        try repository.publishNext([name])
        let gate = try TestGate(repository)
        #expect(try await gate.download("file", repository) == [1])
        #expect(gate.names.count == 5)
        #expect(gate.stored("\(PercentEncoding.encode(name)).json") != nil)
        #expect(gate.stored("root.json") == repository.firstRoot)
    }

    @Test func `A role's name can be too long for a file`() async throws {
        let repository = try repository([Edge(from: "targets", to: ExactText(String(repeating: "é", count: 50)))])
        let gate = try TestGate(repository)
        #expect(
            await refusal { () async throws(UpdateError) in _ = try await gate.download("file", repository) }
                == .unsafePath)
    }

    @Test func `Paths can be given by the beginning of their hash`() async throws {
        var repository = try TestRepository()
        // SHA-256("status/0") begins with these digits (sha256sum).
        for (prefixes, isFound) in [
            (["9176ee5e"], true), (["00", "91"], true), (["0000"], false), ([], false), ([""], true),
        ]
            as [([ExactText], Bool)]
        {
            let keys = repository.signers["status"]?.map(\.id) ?? []
            repository["targets", "delegations"]?["roles"] = .array([
                .object([
                    "name": .string("status"), "keyids": .array(keys.map(JSONValue.string)), "threshold": .integer(1),
                    "terminating": .bool(true), "path_hash_prefixes": .array(prefixes.map(JSONValue.string)),
                ])
            ])
            try repository.publishNext()
            let gate = try TestGate(repository)
            let code = await refusal { () async throws(UpdateError) in
                _ = try await gate.download("status/0", repository)
            }
            #expect(code == (isFound ? nil : .noSuchTarget))
        }
    }
}
