package import PassCrypto
package import PassFormat

/// Good passes, codes and tokens to start from, made anew from fixed seeds so that inputs that crashed stay
/// reproducible.
package enum Specimen {
    /// A moment at which the specimens are good.
    package static let now: Int64 = 1_800_000_000
    package static let issuer: WireText = "twport"
    package static let statusURI: WireText = "https://pass.example/status/0"

    package static let passKey = key(1)
    package static let passKeyID = KeyID(rawValue: passKey.publicKey.keyID)
    package static let statusKey = key(2)
    package static let holderKey = key(3)

    /// The key of a seed of 32 equal bytes.
    static func key(_ byte: UInt8) -> KeyHandle {
        made { KeyHandle(try SigningKey(seed: SecretBytes(copying: [UInt8](repeating: byte, count: 32).span))) }
    }

    /// What `make` returns. The specimens are ours: one that can't be made is a fault of the test itself.
    package static func made<Value: ~Copyable>(_ make: () throws -> Value) -> Value {
        do {
            return try make()
        } catch {
            preconditionFailure("a specimen can't be made: \(error)")
        }
    }

    package static func claims(bound: Bool) -> PassClaims {
        PassClaims(
            issuer: issuer, expires: now + 86_400, notBefore: now - 86_400, issuedAt: now - 90_000,
            id: PassID(rawValue: 0x0102_0304_0506_0708),
            holderKey: bound ? HolderKey(holderKey.publicKey.bytes) : nil,
            status: StatusReference(index: 77, uri: statusURI), number: "KEL-P-26-000123", name: "王小明", idHint: "6789",
            organisation: "基隆港埠裝卸股份有限公司", kind: .person, term: .periodic,
            access: [PortAccess(port: "TWKEL", zones: 5), PortAccess(port: "TWTPE", zones: 1)], plates: ["ABC1234"],
            photoSecret: [UInt8](0..<16), endorsements: [Endorsement(name: "SAFETY", expires: now + 86_400)],
            schedule: 1)
    }

    /// A pass for paper.
    package static let pass = signed(claims(bound: false))
    /// A pass bound to a holder's key.
    package static let boundPass = signed(claims(bound: true))
    /// A live code of `boundPass`, fresh at `now`.
    package static let live = made {
        let draft = try LiveCodeDraft(pass: boundPass, audience: issuer, issuedAt: now)
        return try draft.signed(holderKey.sign(draft.signedBytes))
    }
    /// A list with one pass of each state.
    package static let statusList: StatusList = {
        var list = StatusList()
        for (index, status) in PassStatus.allCases.enumerated() { _ = list.set(status, at: index * 1_000) }
        return list
    }()
    package static let statusToken = made {
        let draft = try StatusListDraft(
            subject: statusURI, issuedAt: now, timeToLive: 43_200, list: statusList,
            keyID: KeyID(rawValue: statusKey.publicKey.keyID))
        return try draft.signed(statusKey.sign(draft.signedBytes)).encoded()
    }
    package static let statusHeader = made { try UnverifiedStatusListToken(decoding: statusToken).cose.protectedBytes }
    package static let statusPayload = made { try UnverifiedStatusListToken(decoding: statusToken).cose.payload }
    /// The texts of a paper pass, of a bound one and of a live code.
    package static let texts = made {
        [try PassTextWriter.pass(pass), try PassTextWriter.pass(boundPass), try PassTextWriter.live(live)]
    }

    private static func signed(_ claims: PassClaims) -> COSESign1 {
        made {
            let draft = try PassDraft(claims, keyID: passKeyID)
            return try draft.signed(passKey.sign(draft.signedBytes))
        }
    }
}
