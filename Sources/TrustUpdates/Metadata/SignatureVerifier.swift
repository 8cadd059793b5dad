import Crypto
import CryptoExtras
import Foundation
import PassCrypto
import StrictJSON

/// The one algorithm a key verifies with. It comes from the key and never from the signature.
enum SignatureVerifier: Sendable {
    case ed25519(PublicKey)
    case ecdsaP256(P256.Signing.PublicKey)
    case rsa(_RSA.Signing.PublicKey, isPSS: Bool)

    init(ed25519 key: PublicKey) {
        self = .ed25519(key)
    }

    /// `nil` for a type, a scheme or a value that is not among those the specification lists (section 4.2).
    init?(type: ExactText, scheme: ExactText, value: ExactText) {
        switch (type, scheme) {
        case ("ed25519", "ed25519"):
            guard let bytes = Hex.decode(value.string), let key = try? PublicKey(bytes) else { return nil }
            self = .ed25519(key)
        case ("ecdsa", "ecdsa-sha2-nistp256"), ("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256"):
            guard let key = try? P256.Signing.PublicKey(pemRepresentation: value.string) else { return nil }
            self = .ecdsaP256(key)
        case ("rsa", "rsassa-pss-sha256"), ("rsa", "rsa-pkcs1v15-sha256"):
            // swift-crypto refuses keys below 2048 bits.
            guard let key = try? _RSA.Signing.PublicKey(pemRepresentation: value.string) else { return nil }
            self = .rsa(key, isPSS: scheme == "rsassa-pss-sha256")
        default: return nil
        }
    }

    var identity: [UInt8] {
        switch self {
        case .ed25519(let key): [1] + key.bytes
        case .ecdsaP256(let key): [2] + key.x963Representation
        case .rsa(let key, _): [3] + key.derRepresentation
        }
    }

    func isValidSignature(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        switch self {
        case .ed25519(let key):
            return key.isValidSignature(signature, for: message)
        case .ecdsaP256(let key):
            guard let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature) else { return false }
            return key.isValidSignature(signature, for: message)
        case .rsa(let key, let isPSS):
            // PSS with a salt as long as the hash, as securesystemslib signs.
            return key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: Data(signature)), for: Crypto.SHA256.hash(data: message),
                padding: isPSS ? .PSS : .insecurePKCS1v1_5)
        }
    }
}
