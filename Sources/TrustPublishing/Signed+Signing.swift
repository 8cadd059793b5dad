import PassCrypto
import StrictJSON
import TrustUpdates

extension Signed {
    /// Adds a signature by each signer, in the order of the key ids, so that the same keys always give the same file.
    ///
    /// - Throws: `signatureRefused` when a signer fails or gives a signature that its own public key refuses.
    mutating func sign(as role: RepositoryRole, with signers: [any MetadataSigner]) throws(RepositoryError) {
        var ordered: [(id: ExactText, signer: any MetadataSigner)] = []
        for signer in signers { ordered.append((MetadataKey(signer.publicKey).id, signer)) }
        for (id, signer) in ordered.sorted(by: { $0.id < $1.id }) {
            let signature: [UInt8]
            do {
                signature = try signer.sign(signedBytes)
            } catch {
                throw .signatureRefused(role, String(describing: error))
            }
            guard signer.publicKey.isValidSignature(signature, for: signedBytes) else {
                throw .signatureRefused(role, "the signature does not fit the key")
            }
            add(MetadataSignature(keyID: id, signature: signature))
        }
    }
}
