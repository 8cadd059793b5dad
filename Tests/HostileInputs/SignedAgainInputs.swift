import PassCrypto
import PassFormat
import PassVerify

extension HostileInput {
    /// A pass whose header or payload was changed and then signed with the right key, so that it gets past the
    /// signature to everything that lies behind it. Two parts: header and payload.
    static let passSignedAgain = HostileInput(
        "pass-signed-again", cost: 30,
        seeds: {
            [Specimen.pass, Specimen.boundPass].map { join($0.protectedBytes, $0.payload) }
        }
    ) { bytes in
        let (header, payload) = split(bytes)
        guard let pass = signed(header, payload, by: Specimen.passKey.sign) else { return }
        let decision = Specimen.decide(Array("PP1:".utf8) + Base45.encode(pass.encoded()), circumstance: payload.count)
        if decision.pass != nil {
            try require(decision.pass?.payload == payload, "another pass was believed than the one that was signed")
        }
        try Specimen.write(decision)
    }

    /// A live code, likewise. The first byte says what the two parts are: header and payload of the live code, or
    /// payload of the pass inside (which is signed again, too) and payload of the live code.
    static let liveCodeSignedAgain = HostileInput(
        "live-code-signed-again", cost: 40,
        seeds: {
            [
                [0] + join(Specimen.live.protectedBytes, Specimen.live.payload),
                [1] + join(Specimen.boundPass.payload, Specimen.live.payload),
            ]
        }
    ) { bytes in
        guard let choice = bytes.first else { return }
        let (first, payload) = split(Array(bytes.dropFirst()))
        let header: [UInt8]
        if choice == 0 {
            header = first
        } else {
            guard let pass = signed(Specimen.boundPass.protectedBytes, first, by: Specimen.passKey.sign),
                let wrapped = try? ProtectedHeader(.liveCode(pass: pass.encoded())).encoded()
            else { return }
            header = wrapped
        }
        guard let live = signed(header, payload, by: Specimen.holderKey.sign) else { return }
        try Specimen.write(
            Specimen.decide(Array("PL1:".utf8) + Base45.encode(live.encoded()), circumstance: first.count))
    }

    /// A status list token, likewise, and what it says about every pass. Two parts: header and payload.
    static let statusTokenSignedAgain = HostileInput(
        "status-token-signed-again", cost: 30,
        seeds: { [join(Specimen.statusHeader, Specimen.statusPayload)] }
    ) { bytes in
        let (header, payload) = split(bytes)
        guard let token = signed(header, payload, by: Specimen.statusKey.sign)?.encoded() else { return }
        let list = try? StatusLists.verify(
            token: token, expectedURI: Specimen.statusURI, issuer: Specimen.issuer, keys: Specimen.trust.keys)
        guard let list else { return }
        try require(list.count <= StatusList.standardCount, "a list grew beyond its limit")
        let trust = GateTrust(
            keys: Specimen.trust.keys, policy: Specimen.trust.policy, statusLists: StatusLists([0: list]), level: .one,
            issued: Specimen.now)
        try Specimen.write(Specimen.decide(Array(Specimen.texts[0].utf8), by: trust, circumstance: 0))
    }

    /// Two parts as one input: two bytes for the length of the first.
    private static func join(_ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
        [UInt8(first.count >> 8 & 0xFF), UInt8(first.count & 0xFF)] + first + second
    }

    private static func split(_ bytes: [UInt8]) -> (first: [UInt8], second: [UInt8]) {
        let length = bytes.prefix(2).reduce(0) { $0 << 8 | Int($1) }
        let rest = bytes.dropFirst(2)
        return (Array(rest.prefix(length)), Array(rest.dropFirst(length)))
    }

    private static func signed(
        _ header: [UInt8], _ payload: [UInt8], by sign: ([UInt8]) -> [UInt8]
    ) -> COSESign1? {
        let signature = sign(COSESign1.signedBytes(protected: header, payload: payload))
        return try? COSESign1(protectedBytes: header, payload: payload, signature: signature)
    }
}
