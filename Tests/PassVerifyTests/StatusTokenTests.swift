import PassCrypto
import PassFormat
import PassVerify
import Testing

@Suite("Status list tokens")
struct StatusTokenTests {
    private static let uri: WireText = "https://pass.example/status/7"

    private func token(
        subject: WireText = uri, issuedAt: Int64 = World.now, list: StatusList = StatusList(count: 100),
        signer: KeyHandle = Keys.status, keyID: KeyID? = nil
    ) throws -> [UInt8] {
        let draft = try StatusListDraft(
            subject: subject, issuedAt: issuedAt, timeToLive: nil, list: list, keyID: keyID ?? signer.keyID)
        return try draft.signed(signer.sign(draft.signedBytes)).encoded()
    }

    private func verify(
        _ token: [UInt8], uri: WireText = uri, issuer: WireText = "twport", keys: TrustedKeys = World.goodKeys
    )
        throws -> StatusList
    {
        try StatusLists.verify(token: token, expectedURI: uri, issuer: issuer, keys: keys)
    }

    @Test("A token of its place, signed by a status key, gives its list")
    func good() throws {
        var list = StatusList(count: 100)
        list.set(.revoked, at: 48)
        #expect(try verify(token(list: list)) == list)
    }

    @Test("What is no token is malformed", arguments: [[], [0], [0xD2], Array("hello".utf8)] as [[UInt8]])
    func malformed(bytes: [UInt8]) {
        #expect(throws: StatusListRefusal.malformed) { try verify(bytes) }
    }

    @Test("A pass is no status list token")
    func passIsNoToken() throws {
        let pass = try World().pass().encoded()
        #expect(throws: StatusListRefusal.malformed) { try verify(pass) }
    }

    @Test("A pass key never signs a status list")
    func passKey() throws {
        let bytes = try token(signer: Keys.issuer)
        #expect(throws: StatusListRefusal.unknownKey) { try verify(bytes) }
    }

    @Test("A status key of another issuer is no key")
    func otherIssuer() throws {
        let bytes = try token()
        #expect(throws: StatusListRefusal.unknownKey) { try verify(bytes, issuer: "other") }
    }

    @Test("A signature by another key is wrong")
    func badSignature() throws {
        let bytes = try token(signer: Keys.stranger, keyID: Keys.status.keyID)
        #expect(throws: StatusListRefusal.badSignature) { try verify(bytes) }
    }

    @Test("All status keys with one id are tried", arguments: [[0, 1], [1, 0]])
    func colliding(order: [Int]) throws {
        let stranger = TrustedKey(
            publicKey: Keys.stranger.publicKey, use: .status, issuer: "twport", notBefore: 0, expires: .max)
        let keys = TrustedKeys(order.map { [World.statusKey, stranger][$0] }, id: { _ in Keys.status.keyID })
        #expect(try verify(token(), keys: keys).count == 100)
    }

    @Test("A token of another list is refused in this place")
    func wrongSubject() throws {
        let bytes = try token(subject: "https://pass.example/status/8")
        #expect(throws: StatusListRefusal.wrongSubject) { try verify(bytes) }
    }

    @Test("A token is issued in its key's time", arguments: [(0, true), (1, false)] as [(Int64, Bool)])
    func keyTime(offset: Int64, isGood: Bool) throws {
        func keys(_ start: Int64, _ end: Int64) -> TrustedKeys {
            TrustedKeys([
                TrustedKey(
                    publicKey: Keys.status.publicKey, use: .status, issuer: "twport", notBefore: start, expires: end)
            ])
        }
        let bytes = try token()
        let early = keys(World.now + offset, World.now + 10)
        let late = keys(World.now - 10, World.now + 1 - offset)
        if isGood {
            #expect(try verify(bytes, keys: early).count == 100)
            #expect(try verify(bytes, keys: late).count == 100)
        } else {
            #expect(throws: StatusListRefusal.keyNotValid) { try verify(bytes, keys: early) }
            #expect(throws: StatusListRefusal.keyNotValid) { try verify(bytes, keys: late) }
        }
    }

    @Test("A signed token whose list cannot be inflated is malformed")
    func badList() throws {
        // {2: uri, 6: iat, 65533: {"bits": 2, "lst": h'00'}}
        var payload: [UInt8] = [0xA3, 0x02, 0x78, UInt8(Self.uri.utf8.count)] + Self.uri.utf8
        payload += [0x06, 0x1A, 0x69, 0x80, 0x0E, 0x80, 0x19, 0xFF, 0xFD, 0xA2]
        payload += [0x63] + Array("lst".utf8) + [0x41, 0x00] + [0x64] + Array("bits".utf8) + [0x02]
        let draft = try StatusListDraft(
            subject: Self.uri, issuedAt: World.now, timeToLive: nil, list: StatusList(count: 4),
            keyID: Keys.status.keyID)
        let signed = COSESign1.signedBytes(protected: draft.protectedBytes, payload: payload)
        let bytes = try COSESign1(
            protectedBytes: draft.protectedBytes, payload: payload, signature: Keys.status.sign(signed)
        ).encoded()
        _ = try UnverifiedStatusListToken(decoding: bytes)
        #expect(throws: StatusListRefusal.malformed) { try verify(bytes) }
    }

    @Test("A set of lists is kept by number")
    func lists() {
        var lists = StatusLists([7: StatusList(count: 4)])
        #expect(lists.count == 1)
        #expect(lists[7]?.count == 4)
        #expect(lists[8] == nil)
        lists[8] = StatusList(count: 8)
        #expect(lists[8]?.count == 8)
    }
}
