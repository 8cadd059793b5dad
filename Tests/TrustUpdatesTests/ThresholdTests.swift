import PassCrypto
import StrictJSON
import Testing
import TrustUpdates

/// Who counts as a signer.
@Suite struct ThresholdTests {
    /// A repository whose timestamp needs two signers.
    private func needingTwo(_ keys: [TestKey]) throws -> TestRepository {
        var repository = try TestRepository()
        repository.signers["timestamp"] = keys
        repository.authorise("timestamp", threshold: 2)
        repository.bump("root")
        try repository.publishRoot()
        try repository.store("timestamp")
        return repository
    }

    private func refusal(_ repository: TestRepository) async throws -> UpdateError.Code? {
        try await TestGate(repository).refresh(repository)
    }

    @Test func `Two keys are two signers`() async throws {
        #expect(try await refusal(needingTwo([try TestKey(), try TestKey(.ecdsa)])) == nil)
    }

    @Test func `One signature is not two`() async throws {
        var repository = try needingTwo([try TestKey(), try TestKey()])
        repository.signers["timestamp"]?.removeLast()
        try repository.store("timestamp")
        #expect(try await refusal(repository) == .threshold)
    }

    @Test(arguments: TestKey.Kind.allCases)
    func `One key under two ids is one signer`(kind: TestKey.Kind) async throws {
        let key = try TestKey(kind)
        var other = key
        other.id = "another id"
        #expect(try await refusal(needingTwo([key, other])) == .threshold)
    }

    @Test func `One key in two spellings is one signer`() async throws {
        let key = try TestKey()
        let upper = TestKey.json(type: "ed25519", scheme: "ed25519", value: ExactText(key.value.string.uppercased()))
        #expect(try await refusal(needingTwo([key, key.listed(as: upper)])) == .threshold)
        let curve = try TestKey(.ecdsa)
        let longName = TestKey.json(type: "ecdsa-sha2-nistp256", scheme: curve.scheme, value: curve.value)
        #expect(try await refusal(needingTwo([curve, curve.listed(as: longName)])) == .threshold)
    }

    @Test func `One RSA key with both paddings is one signer`() async throws {
        // The test keys of both kinds share one private key.
        #expect(try await refusal(needingTwo([try TestKey(.rsaPSS), try TestKey(.rsaPKCS1)])) == .threshold)
    }

    @Test func `The same signature twice makes the file malformed`() async throws {
        let key = try TestKey()
        #expect(try await refusal(needingTwo([key, key])) == .malformed)
        var repository = try TestRepository()
        repository.signers["timestamp"] =
            (repository.signers["timestamp"] ?? []) + (repository.signers["timestamp"] ?? [])
        try repository.store("timestamp")
        #expect(try await refusal(repository) == .malformed)
    }

    @Test func `A role that names one key id twice is malformed`() async throws {
        var repository = try TestRepository()
        let id = repository.signers["timestamp"]?.first?.id ?? ""
        repository["root", "roles"]?["timestamp"]?["keyids"] = .array([.string(id), .string(id)])
        repository.bump("root")
        try repository.publishRoot()
        #expect(try await refusal(repository) == .malformed)
    }

    @Test func `Bad signatures beside enough good ones do no harm`() async throws {
        var repository = try TestRepository()
        let good = repository.signers["timestamp"] ?? []
        let other = try TestKey()
        repository.signers["timestamp"] = good + [other]
        repository.authorise("timestamp")
        repository.bump("root")
        try repository.publishRoot()
        for text in ["", "zz", "00", ExactText(String(repeating: "0", count: 128))] as [ExactText] {
            let document = repository.documents["timestamp"] ?? .null
            let signature = try good[0].sign(JSONWriter.canonical(document))
            repository.files["metadata/timestamp.json"] = JSONWriter.compact(
                .object([
                    "signed": document,
                    "signatures": .array([
                        .object(["keyid": .string(other.id), "sig": .string(text)]),
                        .object(["keyid": .string(signature.keyID), "sig": .string(signature.text)]),
                        .object(["keyid": .string("unknown"), "sig": .string(signature.text)]),
                    ]),
                ]))
            #expect(try await refusal(repository) == nil)
        }
    }

    @Test func `A role without keys can't be signed for`() async throws {
        var repository = try TestRepository()
        repository["root", "roles"]?["timestamp"]?["keyids"] = .array([])
        repository.bump("root")
        try repository.publishRoot()
        #expect(try await refusal(repository) == .threshold)
    }

    @Test func `A key that is listed but not for the role does not count`() async throws {
        var repository = try TestRepository()
        repository.signers["timestamp"] = repository.signers["targets"] ?? []
        try repository.store("timestamp")
        #expect(try await refusal(repository) == .threshold)
    }

    @Test func `A key id that is not the hash of its key is taken as it is`() async throws {
        var repository = try TestRepository()
        repository.signers["timestamp"]?[0].id = "any name"
        repository.authorise("timestamp")
        repository.bump("root")
        try repository.publishRoot()
        try repository.store("timestamp")
        #expect(try await refusal(repository) == nil)
    }
}
