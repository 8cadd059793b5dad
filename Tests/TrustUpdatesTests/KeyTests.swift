import PassCrypto
import StrictJSON
import Testing
import TrustUpdates

/// Types and schemes of keys: the algorithm comes from the key.
@Suite struct KeyTests {
    /// Whether a timestamp signed by `key`, which is listed as it says, is accepted.
    private func isAccepted(_ key: TestKey) async throws -> Bool {
        var repository = try TestRepository()
        repository.signers["timestamp"] = [key]
        repository.authorise("timestamp")
        repository.bump("root")
        try repository.publishRoot()
        try repository.store("timestamp")
        let code = try await TestGate(repository).refresh(repository)
        #expect(code == nil || code == .threshold)
        return code == nil
    }

    @Test(arguments: TestKey.Kind.allCases)
    func `A key verifies under its own scheme only`(kind: TestKey.Kind) async throws {
        let key = try TestKey(kind)
        let types: [ExactText] = ["ed25519", "ecdsa", "ecdsa-sha2-nistp256", "rsa", "RSA", ""]
        let schemes: [ExactText] = [
            "ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "rsassa-pss-sha256", "rsa-pkcs1v15-sha256",
            "rsassa-pss-sha512", "",
        ]
        for type in types {
            for scheme in schemes {
                let listed = key.listed(as: TestKey.json(type: type, scheme: scheme, value: key.value))
                let isOwn = type == key.type || type == "ecdsa-sha2-nistp256" && key.type == "ecdsa"
                #expect(try await isAccepted(listed) == (isOwn && scheme == key.scheme), "\(type) \(scheme)")
            }
        }
    }

    @Test func `A key of another kind in the place of the value verifies nothing`() async throws {
        let keys = try TestKey.Kind.allCases.map(TestKey.init)
        for key in keys {
            for other in keys where other.type != key.type {
                let listed = key.listed(as: TestKey.json(type: key.type, scheme: key.scheme, value: other.value))
                #expect(try await !isAccepted(listed))
            }
        }
    }

    @Test func `A value that is no key verifies nothing, and is not malformed`() async throws {
        let key = try TestKey()
        for value in ["", "00", "zz", String(repeating: "0", count: 64), key.value.string + "00"] {
            let listed = key.listed(as: TestKey.json(type: "ed25519", scheme: "ed25519", value: ExactText(value)))
            #expect(try await !isAccepted(listed))
        }
    }

    @Test func `An Ed25519 key of small order verifies nothing`() async throws {
        // The neutral element: with S = 0 and R the same point, a lax verifier accepts any message.
        let point = [1] + [UInt8](repeating: 0, count: 31)
        let key = MetadataKey(try PublicKey(point))
        var repository = try TestRepository()
        repository["root", "keys"]?[key.id] = key.json
        repository["root", "roles"]?["timestamp"]?["keyids"] = .array([.string(key.id)])
        repository.bump("root")
        try repository.publishRoot()
        let forged = point + [UInt8](repeating: 0, count: 32)
        repository.files["metadata/timestamp.json"] = JSONWriter.compact(
            .object([
                "signed": repository.documents["timestamp"] ?? .null,
                "signatures": .array([
                    .object(["keyid": .string(key.id), "sig": .string(ExactText(Hex.encode(forged)))])
                ]),
            ]))
        #expect(try await TestGate(repository).refresh(repository) == .threshold)
    }

    @Test func `A short RSA key verifies nothing`() async throws {
        // 1024 bits, of no other use: openssl genrsa 1024
        let key = try TestKey(
            unsafeRSA: """
                -----BEGIN RSA PRIVATE KEY-----
                MIICXAIBAAKBgQDp0ZHKKUmcuQATi2mdUe5oY7/+1m+JYJ5I1t6bGovlL/krZ3TE
                +wUFiRCwxrRbKdCe84QGNgFUrJCymfOG6sVUaLq9Q5I9mbXRS3s8GZUlmF8c0I5G
                Y0+b9pZOlhUiPhlU5Z7EyNzTgIQvLgwTKOA5hDvMmZUZXlhgV9b86vzTMQIDAQAB
                AoGASvGfNxsQuykY+yq+SWyPa+o9CeOVkITldxdX9oMFwAomZWEdrl1++I08Sk0G
                VgoLEkefU5ZPyuIc5wItalspsA2ikr03NK2GRgb7I6J7U11hgxpBh5kVttwQlApe
                SY8bOJDURAnEimRGm/ZUISj6u06/7lWLbRmXcGbmpoWEf1kCQQD1fm3j5Y8euIHd
                9fBo8aK3ZlsMVyL0DdF2zeWOrOlfUdGEiQqZpliuWhHuBiZzoMRjpnsPfxTGbxj5
                uBz3GxmLAkEA89M6rssNh7N8ppDj4sOpk3niZ/O/AZtXeyJflayRVLDyZvLpINl3
                eMXcc92RSsJd4X0BItD7osBIJLs9sWbFswJABGAMdVNSCaogJmSLtFMaI0qftMiY
                xuC4KvXgcXqDbj93DHWkyrg8PF8+ko9pgAYNefktmEkbha3VNB4j5gOFoQJAJ5iv
                GAHLwbTpUleHWqUx3cxWc1FHPKiQjWOoqDLtKxbNVuCt8XK/jzJ6uapK1Rw5iMv3
                KkNMCkM1tBlgTHYHNwJBAJg/qnyKbnnxtMHDJ0e0xfRYBJQkhFGdlyFTkcagBmbj
                qiA/1HiuaJ6zdTJUYEHuUryjo0AQqmBKU2vNO91k0F4=
                -----END RSA PRIVATE KEY-----
                """)
        #expect(try await !isAccepted(key))
    }

    @Test func `The id of a key is the hash of its canonical form`() throws {
        // RFC 8032's first public key; the id computed with securesystemslib 1.4.0.
        let bytes = try #require(Hex.decode("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"))
        #expect(
            MetadataKey(try PublicKey(bytes)).id == "74c181c7ad8a0855d4b55e44d2ba87aabdddb196832571f15f92fece332e4916")
    }

    @Test func `The Ed25519 keys of a root can be listed`() throws {
        let repository = try TestRepository()
        let keys = try TrustedRoot.ed25519Keys(inSelfSigned: repository.firstRoot)
        #expect(Set(keys.map { MetadataKey($0).id }) == Set(try TrustedRoot.check(repository.firstRoot).keys.keys))
        #expect(keys.count == 4)
        let curve = try TestRepository(keys: .ecdsa)
        #expect(try TrustedRoot.ed25519Keys(inSelfSigned: curve.firstRoot).isEmpty)
    }
}
