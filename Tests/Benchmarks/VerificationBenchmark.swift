import CSodium
import HostileInputs
import PassCrypto
import PassFormat
import PassVerify

extension Benchmarks {
    /// Text in to decision out on one core, beside libsodium's verification of the same signatures.
    static func verification() -> Bool {
        let passes: [(text: [UInt8], signed: [UInt8], signature: [UInt8])] = (0..<500).map { number in
            Specimen.made {
                var claims = Specimen.claims(bound: false)
                claims.id = PassID(rawValue: SecureRandom.uint64())
                claims.status.index = (number * 7) % 1_000 + 4_000
                claims.number = WireText("KEL-P-26-\(100_000 + number)")
                let draft = try PassDraft(claims, keyID: KeyID(rawValue: Specimen.passKey.publicKey.keyID))
                let cose = try draft.signed(Specimen.passKey.sign(draft.signedBytes))
                return (Array(try PassTextWriter.pass(cose).utf8), draft.signedBytes, cose.signature)
            }
        }
        let key = Specimen.passKey.publicKey.bytes
        var admitted = 0
        var verified = 0
        var line = DecisionLine()
        let rounds = Rounds(
            41,
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
        precondition(verified == 42 * passes.count && admitted == verified, "the benchmark verified nothing")
        let each = { (body: Int) in (rounds.median(body) / Double(passes.count) * 1e6).rounded(places: 1) + " us" }
        note("raw libsodium verification", each(0))
        note("text to decision", each(1))
        note("text to decision to JSON line", each(2))
        let ratio = rounds.ratio(0, to: 1)
        return row("raw / decision", ratio.rounded(places: 3), budget: ">= 0.90", isWithin: ratio >= 0.90)
    }
}
