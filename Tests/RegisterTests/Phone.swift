import PassCrypto
import PassFormat
import Register
import Testing

/// A holder's phone with the key that it made.
struct Phone {
    let key: KeyHandle
    let holderKey: HolderKey

    init() throws {
        key = try ScratchRegister.key()
        holderKey = try #require(HolderKey(key.publicKey.bytes))
    }

    func proof(for number: String) -> HolderProof {
        HolderProof(key: holderKey, signature: key.sign(HolderProof.message(number: number)))
    }

    /// What the phone shows at a moment.
    func liveCode(of text: String, at time: Int64) throws -> String {
        guard case .pass(let pass) = try ScannedCode.decode(text) else { throw NoPass() }
        let bytes = try Base45.decode(Array(text.utf8.dropFirst(4)).span)
        let draft = try LiveCodeDraft(
            pass: COSESign1(decoding: bytes), audience: pass.claims.issuer, issuedAt: time)
        return try PassTextWriter.live(draft.signed(key.sign(draft.signedBytes)))
    }

    struct NoPass: Error {}
}
