import CSodium
import HostileInputs
import PassCrypto
import PassFormat
import PassVerify

extension Benchmarks {
    /// Passes a slice, and slices: short ones, so that a slice is rarely disturbed, and many.
    private static let passCount = 40
    private static let rounds = 401

    /// Text in to decision out on one core, beside libsodium's verification of the same signatures.
    static func verification() -> Bool {
        let passes = (0..<passCount).map { number in
            Specimen.made { try signedPass(number) }
        }
        let key = Specimen.passKey.publicKey.bytes
        var verified = 0
        var admitted = 0
        var line = DecisionLine()
        let measured = Rounds(
            rounds,
            [
                {
                    for pass in passes {
                        let result = crypto_sign_verify_detached(
                            pass.signature, pass.signed, UInt64(pass.signed.count), key)
                        if result == 0 { verified += 1 }
                    }
                },
                {
                    for pass in passes where Specimen.decide(pass.text).verdict == .admit { admitted += 1 }
                },
                {
                    for pass in passes { line.write(Specimen.decide(pass.text)) }
                },
            ])
        precondition(verified == (rounds + 1) * passCount && admitted == verified, "the benchmark verified nothing")
        func each(_ body: Int) -> String {
            (measured.median(body) / Double(passCount) * 1e6).rounded(places: 1) + " us"
        }
        note("raw libsodium verification", each(0))
        note("text to decision", each(1))
        note("text to decision to JSON line", each(2))
        let ratio = measured.ratio(0, to: 1)
        return row("raw / decision", ratio.rounded(places: 3), budget: ">= 0.90", isWithin: ratio >= 0.90)
    }

    private static func signedPass(_ number: Int) throws -> (text: [UInt8], signed: [UInt8], signature: [UInt8]) {
        var claims = Specimen.claims(bound: false)
        claims.id = PassID(rawValue: SecureRandom.uint64())
        claims.status.index = 4_000 + number
        claims.number = WireText("KEL-P-26-\(100_000 + number)")
        let draft = try PassDraft(claims, keyID: Specimen.passKeyID)
        let pass = try draft.signed(Specimen.passKey.sign(draft.signedBytes))
        return (Array(try PassTextWriter.pass(pass).utf8), draft.signedBytes, pass.signature)
    }
}
