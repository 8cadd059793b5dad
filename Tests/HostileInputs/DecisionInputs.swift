import PassFormat
import PassVerify

extension HostileInput {
    /// The whole decision: on any text, and on texts whose changed contents were signed again, so that they get past the
    /// signature to everything that lies behind it.
    static let decisions: [HostileInput] = [
        HostileInput(name: "decision", seeds: { Specimen.texts.map { Array($0.utf8) } }) { bytes in
            let decision = Specimen.decide(bytes)
            if decision.verdict == .admit {
                // Only what we signed may enter; a changed text that is admitted is a forgery.
                precondition(
                    Specimen.texts.contains { Array($0.utf8) == bytes }, "a text that nobody issued was admitted")
            }
        },
        HostileInput(
            name: "decision-payload-signed-again", seeds: { [Specimen.pass.payload, Specimen.boundPass.payload] }
        ) {
            payload in
            decide(protected: Specimen.pass.protectedBytes, payload: payload)
        },
        HostileInput(name: "decision-header-signed-again", seeds: { [Specimen.pass.protectedBytes] }) { header in
            decide(protected: header, payload: Specimen.pass.payload)
        },
        HostileInput(name: "live-code-payload-signed-again", seeds: { [Specimen.live.payload] }) { payload in
            decideLive(protected: Specimen.live.protectedBytes, payload: payload)
        },
        HostileInput(name: "live-code-header-signed-again", seeds: { [Specimen.live.protectedBytes] }) { header in
            decideLive(protected: header, payload: Specimen.live.payload)
        },
        HostileInput(name: "status-token-signed-again", seeds: { [statusPayload] }) { payload in
            guard let token = try? UnverifiedStatusListToken(decoding: Specimen.statusToken),
                let signed = signedEnvelope(token.cose.protectedBytes, payload, Specimen.statusKey.sign)
            else { return }
            _ = try? verify(signed)
        },
        HostileInput(name: "status-token-verified", seeds: { [Specimen.statusToken] }) { bytes in
            guard (try? verify(bytes)) != nil else { return }
            precondition(bytes == Specimen.statusToken, "a token that nobody signed was believed")
        },
    ]

    private static let statusPayload = Specimen.made {
        try UnverifiedStatusListToken(decoding: Specimen.statusToken).cose.payload
    }

    private static func verify(_ token: [UInt8]) throws -> StatusList {
        try StatusLists.verify(
            token: token, expectedURI: Specimen.statusURI, issuer: Specimen.issuer, keys: Specimen.trust.keys)
    }

    private static func decide(protected: [UInt8], payload: [UInt8]) {
        guard let bytes = signedEnvelope(protected, payload, Specimen.passKey.sign) else { return }
        write(Specimen.decide(Array("PP1:".utf8) + Base45.encode(bytes)))
    }

    private static func write(_ decision: GateDecision) {
        var line = DecisionLine()
        line.write(decision)
        precondition(line.bytes.last == UInt8(ascii: "\n"), "a decision was not written")
    }

    private static func decideLive(protected: [UInt8], payload: [UInt8]) {
        guard let bytes = signedEnvelope(protected, payload, Specimen.holderKey.sign) else { return }
        write(Specimen.decide(Array("PL1:".utf8) + Base45.encode(bytes)))
    }

    private static func signedEnvelope(
        _ protected: [UInt8], _ payload: [UInt8], _ sign: ([UInt8]) -> [UInt8]
    ) -> [UInt8]? {
        let signature = sign(COSESign1.signedBytes(protected: protected, payload: payload))
        return try? COSESign1(protectedBytes: protected, payload: payload, signature: signature).encoded()
    }
}
