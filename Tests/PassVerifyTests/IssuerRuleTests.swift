import PassCrypto
import PassFormat
import PassVerify
import Testing

@Suite("Issuers and keys")
struct IssuerRuleTests {
    private let wrong = [Reason(.wrongIssuer, .deny)]

    private func keys(issuer: WireText) -> TrustedKeys {
        TrustedKeys([
            TrustedKey(publicKey: Keys.issuer.publicKey, use: .pass, issuer: issuer, notBefore: 0, expires: .max)
        ])
    }

    @Test("The pass is of the issuer served")
    func claims() throws {
        #expect(try World.reasons { $0.claims.issuer = "twporu" } == wrong)
    }

    @Test("The key is of the issuer served")
    func key() throws {
        #expect(try World.reasons { $0.keys = keys(issuer: "other") } == wrong)
    }

    @Test("A pass and a key of another issuer that agree are still not ours")
    func both() throws {
        let reasons = try World.reasons {
            $0.claims.issuer = "other"
            $0.keys = keys(issuer: "other")
        }
        #expect(reasons == wrong)
    }

    @Test("The policy says who is served")
    func policy() throws {
        #expect(try World.reasons { $0.policy.issuer = "other" } == wrong)
    }

    @Test("A live code is made for the issuer served")
    func audience() throws {
        #expect(try World.reasons { $0.goLive(.init(audience: "other")) } == wrong)
    }

    @Test("Issuers are compared as bytes: canonically equal texts are two issuers")
    func bytes() throws {
        let reasons = try World.reasons {
            $0.policy.issuer = "caf\u{E9}"
            $0.claims.issuer = "cafe\u{301}"
            $0.keys = keys(issuer: "caf\u{E9}")
        }
        #expect(reasons == wrong)
    }

    @Test("After a compromise only what the register published is good")
    func compromised() throws {
        let payload = try World().pass().payload
        let other = [UInt8](repeating: 1, count: 100)
        #expect(try World.reasons { $0.issuedSets[Keys.issuer.keyID] = IssuedSet(payloads: [other, payload]) }.isEmpty)
        let reasons = try World.reasons { $0.issuedSets[Keys.issuer.keyID] = IssuedSet(payloads: [other]) }
        #expect(reasons == [Reason(.keyCompromised, .deny)])
    }

    @Test("A compromise of another key changes nothing")
    func otherKeyCompromised() throws {
        #expect(try World.reasons { $0.issuedSets[Keys.stranger.keyID] = IssuedSet(payloads: []) }.isEmpty)
    }

    @Test("One changed bit of the stored prefix is another pass", arguments: 0..<16)
    func prefixBits(byte: Int) throws {
        let prefix = IssuedSet.prefix(of: try World().pass().payload)
        #expect(prefix.count == 16)
        var changed = prefix
        changed[byte] ^= 1
        let reasons = try World.reasons { $0.issuedSets[Keys.issuer.keyID] = IssuedSet(SixteenByteTable([changed])) }
        #expect(reasons == [Reason(.keyCompromised, .deny)])
    }

    @Test("A table finds each of its entries and nothing else", arguments: [0, 1, 2, 3, 10, 1000])
    func table(count: Int) {
        let values: [[UInt8]] = (0..<count).map { index in
            let ending: [UInt8] = [UInt8(index * 2 / 256), UInt8(index * 2 % 256)]
            return [UInt8](repeating: 0xAB, count: 14) + ending
        }
        let table = SixteenByteTable(values.shuffled() + values)
        #expect(table.count == count)
        #expect(table.isEmpty == (count == 0))
        #expect(table.entries == values)
        for value in values {
            #expect(table.contains(prefixOf: value))
            #expect(table.contains(prefixOf: value + [1, 2, 3]))
            var missing = value
            missing[15] |= 1
            #expect(!table.contains(prefixOf: missing))
            #expect(!table.contains(prefixOf: Array(value.dropLast())))
        }
    }

    @Test("A table is taken only as whole entries that ascend")
    func sortedBytes() {
        let (low, high) = ([UInt8](repeating: 1, count: 16), [UInt8](repeating: 2, count: 16))
        #expect(SixteenByteTable(sortedBytes: [])?.count == 0)
        #expect(SixteenByteTable(sortedBytes: low + high)?.count == 2)
        #expect(SixteenByteTable(sortedBytes: high + low) == nil)
        #expect(SixteenByteTable(sortedBytes: low + low) == nil)
        #expect(SixteenByteTable(sortedBytes: low + high + high) == nil)
        #expect(SixteenByteTable(sortedBytes: low + high.dropLast()) == nil)
        #expect(SixteenByteTable([low, [1, 2, 3]]).count == 1)
    }
}
