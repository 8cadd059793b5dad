import Foundation
import StrictJSON
import Testing
import TrustUpdates

/// Bytes that anybody could have changed.
@Suite struct HostileBytesTests {
    /// Whether two files differ in nothing that is signed: same canonical content, so that every field means the same.
    private func isSameContent(_ one: [UInt8], _ other: [UInt8]) throws -> Bool {
        try JSONReader.read(one)["signed"] == JSONReader.read(other)["signed"]
    }

    @Test(arguments: ["1.snapshot", "1.targets", "1.status", "timestamp", "2.root"])
    func `Any single bit flipped in a metadata file is refused, or changes nothing that is signed`(name: String)
        async throws
    {
        var repository = try TestRepository()
        // Without hashes only the signatures protect the files.
        repository.listsHashes = false
        try repository.publish(["status", "targets"])
        repository.bump("root")
        try repository.publishRoot()
        let path = "metadata/\(name).json"
        let original = try #require(repository.files[path])
        let gate = try TestGate(repository)
        let honest = try await gate.update(repository)
        let stored = name == "2.root" ? "root" : String(name.drop { $0 != "." }.dropFirst())
        var accepted = 0
        for bit in 0..<original.count * 8 {
            var changed = original
            changed[bit / 8] ^= 1 << (bit % 8)
            var hostile = repository
            hostile.files[path] = changed
            // The rest is held already, so that only this file is fetched.
            if name == "2.root" {
                try gate.write("root.json", repository.firstRoot)
            } else {
                try? FileManager.default.removeItem(atPath: "\(gate.folder)/\(stored.isEmpty ? name : stored).json")
            }
            guard let generation = try? await gate.update(hostile) else { continue }
            accepted += 1
            #expect(generation == honest)
            #expect(try isSameContent(changed, original))
        }
        // The case of hexadecimal digits in signatures, and nothing much else.
        #expect(accepted < 200)
    }

    @Test func `Any single bit flipped in a target is refused`() async throws {
        let repository = try TestRepository()
        let gate = try TestGate(repository)
        let path = repository.targetPath("keys.json", [1, 2, 3])
        for bit in 0..<24 {
            var hostile = repository
            hostile.files[path]?[bit / 8] ^= 1 << (bit % 8)
            let code = await refusal { () async throws(UpdateError) in _ = try await gate.update(hostile) }
            #expect(code == .hashMismatch)
        }
    }

    @Test func `A file cut off anywhere is refused`() throws {
        let root = try TestRepository().firstRoot
        for length in 0..<root.count {
            #expect(throws: UpdateError.self) { try TrustedRoot.check(Array(root.prefix(length))) }
        }
    }

    @Test func `A hundred thousand random and mutated inputs never trap, and what is read is written the same`() throws
    {
        var repository = try TestRepository()
        repository["targets", "delegations"]?["x"] = .array([.null, .bool(false), .integer(-5), .string("é\n")])
        let seeds = try ["root", "timestamp", "snapshot", "targets", "status"].map { try repository.signed($0) }
        var random = SplitMix(state: 0x7566)
        let fragments = ["{", "}", "[", "]", "\"", "\\u", "\\ud800", ":", ",", "-", "0", "9223372036854775808", "null"]
            .map { Array($0.utf8) }
        for round in 0..<100_000 {
            var bytes: [UInt8]
            if round % 10 == 0 {
                bytes = (0..<random.below(60)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            } else {
                bytes = seeds[random.below(seeds.count)]
                for _ in 0...random.below(4) {
                    let place = random.below(max(bytes.count, 1))
                    switch random.below(5) {
                    case 0: bytes = Array(bytes.prefix(place))
                    case 1:
                        bytes.insert(contentsOf: fragments[random.below(fragments.count)], at: min(place, bytes.count))
                    case 2 where !bytes.isEmpty: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                    case 3 where !bytes.isEmpty: bytes.removeSubrange(place..<min(bytes.count, place + random.below(9)))
                    default: bytes.append(contentsOf: bytes[place..<min(bytes.count, place + random.below(50))])
                    }
                }
            }
            try check(bytes)
        }
    }

    @Test func `Metadata that was changed and then signed again never traps`() async throws {
        let repository = try TestRepository()
        let roles: [ExactText] = ["root", "timestamp", "snapshot", "targets", "status"]
        var random = SplitMix(state: 0x5167)
        let values: [JSONValue?] = [
            nil, .null, .bool(true), .integer(.max), .integer(.min), .integer(0), .integer(2), .string(""),
            .string("../x"), .string("9999-12-31T23:59:59Z"), .array([]), .object([:]),
            .array([.string("*"), .string("[")]), .object(["sha256": .string("00")]),
        ]
        for _ in 0..<1_500 {
            var hostile = repository
            let role = roles[random.below(roles.count)]
            for _ in 0...random.below(3) {
                guard let document = hostile.documents[role] else { continue }
                let places = document.places
                let changed = document.replacing(
                    places[random.below(places.count)], with: values[random.below(values.count)])
                hostile.documents[role] = changed
            }
            if role == "root" {
                hostile.files["metadata/2.root.json"] = try hostile.signed("root")
            } else {
                hostile.files["metadata/1.\(role).json"] = try hostile.signed(role)
                if role == "timestamp" {
                    hostile.files["metadata/timestamp.json"] = try hostile.signed(role)
                } else {
                    hostile.list(role)
                    try hostile.publishSnapshot()
                }
            }
            let gate = try TestGate(repository)
            _ = try? await gate.update(hostile)
            // Whatever came of it, what trust begins with is still there.
            #expect(await gate.refresh(repository) != .noTrustedRoot)
        }
    }

    private func check(_ bytes: [UInt8]) throws {
        if let value = try? JSONReader.read(bytes), !value.holdsOtherNumber {
            #expect(try JSONReader.read(JSONWriter.compact(value)) == value)
        }
        try check(Root.self, bytes)
        try check(Timestamp.self, bytes)
        try check(Snapshot.self, bytes)
        try check(Targets.self, bytes)
    }

    private func check<Content: MetadataContent>(_ type: Content.Type, _ bytes: [UInt8]) throws {
        guard let signed = try? Signed<Content>(decoding: bytes) else { return }
        #expect(JSONWriter.canonical(signed.content.json) == signed.signedBytes)
        #expect(try Signed<Content>(decoding: signed.encoded()).signedBytes == signed.signedBytes)
    }
}
