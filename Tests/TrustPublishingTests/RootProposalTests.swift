import Foundation
import PassCrypto
import StrictJSON
import Testing
import TrustPublishing
import TrustUpdates

@Suite("A root on its way to its signers")
struct RootProposalTests {
    private let later = TestRepository.start + 60

    private func proposal(_ repository: TestRepository, root: KeySet? = nil) throws -> RootProposal {
        try repository.writer.propose(root: root, replacing: [.timestamp: try TestKeys.key(77).publicKey], now: later)
    }

    private func signature(_ number: UInt8, _ proposal: RootProposal) throws -> RootSignature {
        let key = try TestKeys.key(number)
        return RootSignature(publicKey: key.publicKey, signature: key.sign(proposal.unsigned))
    }

    @Test("Goes out as one file, is signed in two places, and is installed when both files are back")
    func road() async throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let gate = try TestGate(root: repository.root)
        try await gate.update(from: repository.path, now: TestRepository.start)
        let out = try proposal(repository)
        #expect(out.missing.old == 2 && out.missing.new == 2)
        var back: [RootProposal] = []
        for number in [1, 3] as [UInt8] {
            var there = try RootProposal(decoding: out.encoded())
            #expect(there == out)
            let mark = try signature(number, there)
            let isTaken = there.add(mark)
            #expect(isTaken)
            #expect(there.missing.old == 1 && there.missing.new == 1)
            back.append(try RootProposal(decoding: there.encoded()))
        }
        let root = try repository.writer.assembleRoot(out.unsigned, signatures: back.flatMap(\.signatures))
        var signers = try TestKeys.signers()
        signers[.timestamp] = [try TestKeys.key(77)]
        let published = try repository.writer.installRoot(root, signers: signers, now: later)
        #expect(published?.versions.root == 2)
        #expect(try await gate.update(from: repository.path, now: later).files == TestRepository.files)
        let timestamp = try #require(try repository.writer.roles().first { $0.role == .timestamp })
        #expect(timestamp.keys == [try TestKeys.key(77).publicKey])
        #expect(try repository.writer.newestRoot() == root)
    }

    @Test("Says in words what changes: keys that come, go and stay, thresholds, and the end")
    func words() throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let sentences = try proposal(repository, root: TestKeys.rootSet(2...5, threshold: 3)).changes.sentences
        func name(_ number: UInt8) throws -> String {
            let digits = String(try TestKeys.key(number).publicKey.keyID, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
        for line in [
            "root version 1 becomes 2", "timestamp: the key \(try name(77)) is NEW",
            "timestamp: the key \(try name(15)) GOES", "root: the key \(try name(1)) GOES",
            "root: the key \(try name(4)) is NEW", "root: the key \(try name(5)) is NEW",
            "root: 3 must sign instead of 2", "targets: \(try name(10)) stays",
        ] {
            #expect(sentences.contains(line), "\(line) not in \(sentences)")
        }
        #expect(!sentences.contains { $0.hasPrefix("snapshot") && !$0.hasSuffix("stays") })
    }

    @Test("A signature counts only by a key of either root, over exactly these bytes, once")
    func signatures() throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        var out = try proposal(repository, root: TestKeys.rootSet(3...5))
        let other = try repository.writer.propose(root: nil, replacing: [:], now: later)
        let stranger = try signature(60, out)
        let online = try signature(77, out)
        let elsewhere = try signature(1, other)
        for bad in [stranger, online, elsewhere] {
            let isTaken = out.add(bad)
            #expect(!isTaken)
        }
        for number in [1, 1, 3] as [UInt8] {
            let mark = try signature(number, out)
            out.add(mark)
        }
        #expect(out.signatures.count == 2)
        // 1 and 3 of the old root; of the new one only 3.
        #expect(out.missing.old == 0 && out.missing.new == 1)
        #expect(throws: RepositoryError.self) {
            try repository.writer.assembleRoot(out.unsigned, signatures: out.signatures)
        }
    }

    /// The file, with the text of a member replaced.
    private func file(_ proposal: RootProposal, _ change: (inout [String: Any]) throws -> Void) throws -> [UInt8] {
        var object = try #require(
            try JSONSerialization.jsonObject(with: Data(proposal.encoded())) as? [String: Any])
        try change(&object)
        return [UInt8](try JSONSerialization.data(withJSONObject: object))
    }

    private func unsigned(_ proposal: RootProposal, _ change: (inout [String: Any]) -> Void) throws -> String {
        var signed = try #require(
            try JSONSerialization.jsonObject(with: Data(proposal.unsigned)) as? [String: Any])
        change(&signed)
        let bytes = [UInt8](try JSONSerialization.data(withJSONObject: signed))
        return String(decoding: JSONWriter.canonical(try JSONReader.read(bytes)), as: UTF8.self)
    }

    @Test("Whatever the carrier changed is refused, or counts for nothing")
    func hostile() throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let out = try proposal(repository)
        // The words are for people: a lie in them changes nothing of what is shown or signed.
        let lying = try RootProposal(decoding: file(out) { $0["changes"] = ["nothing changes"] })
        #expect(lying == out)
        let thief = Data(try TestKeys.key(66).publicKey.bytes).map { String(format: "%02x", $0) }.joined()
        let changed: [(inout [String: Any]) throws -> Void] = [
            { $0["next"] = try unsigned(out) { $0["version"] = 3 } },
            { $0["next"] = try unsigned(out) { $0["version"] = 1 } },
            { $0["next"] = try unsigned(out) { $0["consistent_snapshot"] = false } },
            { $0["next"] = try unsigned(out) { $0["_type"] = "targets" } },
            { $0["next"] = try unsigned(out) { $0["expires"] = "tomorrow" } },
            { object in
                object["next"] = try unsigned(out) { signed in
                    var roles = signed["roles"] as? [String: [String: Any]] ?? [:]
                    roles["root"]?["threshold"] = 4
                    signed["roles"] = roles
                }
            },
            { object in
                object["next"] = try unsigned(out) { signed in
                    var roles = signed["roles"] as? [String: [String: Any]] ?? [:]
                    roles["mirrors"] = roles["timestamp"]
                    signed["roles"] = roles
                }
            },
            { object in
                // A root key that signs online as well.
                object["next"] = try unsigned(out) { signed in
                    var roles = signed["roles"] as? [String: [String: Any]] ?? [:]
                    let rootKeys = roles["root"]?["keyids"] as? [String] ?? []
                    roles["timestamp"]?["keyids"] = Array(rootKeys.prefix(1))
                    signed["roles"] = roles
                }
            },
            { object in
                // A key under the id of another.
                object["next"] = try unsigned(out) { signed in
                    var keys = signed["keys"] as? [String: [String: Any]] ?? [:]
                    for id in keys.keys { keys[id]?["keyval"] = ["public": thief] }
                    signed["keys"] = keys
                }
            },
            { $0["next"] = " " + String(decoding: out.unsigned, as: UTF8.self) },
            { $0["next"] = "" }, { $0["next"] = 7 }, { $0["previous"] = "{}" }, { $0["previous"] = nil },
            { $0["format"] = "other" }, { $0["signatures"] = [["key": "zz", "signature": ""]] },
            { $0["signatures"] = [Any](repeating: ["key": thief, "signature": ""], count: 257) },
        ]
        for (number, change) in changed.enumerated() {
            let bytes = try file(out, change)
            #expect(throws: RepositoryError.self, "change \(number)") { try RootProposal(decoding: bytes) }
        }
        for bytes in [[], Array("[]".utf8), [UInt8](repeating: 0x20, count: RootProposal.largest + 1)] {
            #expect(throws: RepositoryError.self) { try RootProposal(decoding: bytes) }
        }
    }

    @Test("A root before that nobody signed is refused: it could make any change look small")
    func forgedPrevious() throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let out = try proposal(repository)
        let forged = try file(out) { object in
            let previous = object["previous"] as? String ?? ""
            object["previous"] = previous.replacingOccurrences(of: "\"threshold\":2", with: "\"threshold\":1")
        }
        #expect(throws: RepositoryError.self) { try RootProposal(decoding: forged) }
    }

    @Test("Nobody is asked to sign what has expired, or would be good for years")
    func times() throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        let out = try proposal(repository)
        #expect(out.fault(now: later) == nil)
        #expect(out.fault(now: out.changes.expires) != nil)
        #expect(out.fault(now: out.changes.expires - 3 * 365 * TestRepository.day) != nil)
    }

    @Test(
        "Any byte of the file changed gives the same proposal, another one, or an error, and never a signature that counts"
    )
    func everyByte() throws {
        let repository = try TestRepository(publishing: TestRepository.files)
        var out = try proposal(repository)
        let mark = try signature(1, out)
        out.add(mark)
        let bytes = out.encoded()
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 0x01
            guard let read = try? RootProposal(decoding: changed) else { continue }
            #expect(read.unsigned == out.unsigned || read.signatures.isEmpty)
        }
    }
}
