import Crypto
import CryptoExtras
import Foundation
import PassCrypto
import StrictJSON
import TrustUpdates

/// A key of one of the four kinds that metadata may be signed with, and its public half as metadata lists it.
struct TestKey: Sendable {
    enum Kind: CaseIterable, Sendable {
        case ed25519, ecdsa, rsaPSS, rsaPKCS1
    }

    private enum Secret: Sendable {
        case ed25519(KeyHandle)
        case ecdsa(P256.Signing.PrivateKey)
        case rsa(_RSA.Signing.PrivateKey, isPSS: Bool)
    }

    private let secret: Secret
    /// What metadata lists.
    var json: JSONValue
    /// The name it is listed under.
    var id: ExactText

    init(_ kind: Kind = .ed25519) throws {
        switch kind {
        case .ed25519:
            let key = try SigningKey.generate()
            self.init(.ed25519(KeyHandle(key)), type: "ed25519", scheme: "ed25519")
        case .ecdsa:
            self.init(.ecdsa(P256.Signing.PrivateKey()), type: "ecdsa", scheme: "ecdsa-sha2-nistp256")
        case .rsaPSS:
            self.init(.rsa(try Self.sharedRSA.get(), isPSS: true), type: "rsa", scheme: "rsassa-pss-sha256")
        case .rsaPKCS1:
            self.init(.rsa(try Self.sharedRSA.get(), isPSS: false), type: "rsa", scheme: "rsa-pkcs1v15-sha256")
        }
    }

    /// An RSA key shorter than keys may be.
    init(unsafeRSA pem: String) throws {
        let key = try _RSA.Signing.PrivateKey(unsafePEMRepresentation: pem)
        self.init(.rsa(key, isPSS: true), type: "rsa", scheme: "rsassa-pss-sha256")
    }

    /// Making an RSA key takes long; one serves all tests.
    private static let sharedRSA = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }

    private init(_ secret: Secret, type: ExactText, scheme: ExactText) {
        self.secret = secret
        let value: String
        switch secret {
        case .ed25519(let key): value = Hex.encode(key.publicKey.bytes)
        case .ecdsa(let key): value = key.publicKey.pemRepresentation
        case .rsa(let key, _): value = key.publicKey.pemRepresentation
        }
        json = Self.json(type: type, scheme: scheme, value: ExactText(value))
        id = Self.id(json)
    }

    static func json(type: ExactText, scheme: ExactText, value: ExactText) -> JSONValue {
        .object([
            "keytype": .string(type), "scheme": .string(scheme), "keyval": .object(["public": .string(value)]),
        ])
    }

    static func id(_ json: JSONValue) -> ExactText {
        ExactText(Hash.sha256Hex(JSONWriter.canonical(json)))
    }

    /// The same key listed otherwise.
    func listed(as json: JSONValue) -> TestKey {
        var copy = self
        copy.json = json
        copy.id = Self.id(json)
        return copy
    }

    var type: ExactText { member("keytype") }
    var scheme: ExactText { member("scheme") }
    var value: ExactText {
        guard case .object(let members) = json, case .object(let value)? = members["keyval"],
            case .string(let text) = value["public"]
        else { return "" }
        return text
    }

    private func member(_ name: ExactText) -> ExactText {
        guard case .object(let members) = json, case .string(let text) = members[name] else { return "" }
        return text
    }

    func sign(_ message: [UInt8]) throws -> MetadataSignature {
        MetadataSignature(keyID: id, signature: try signature(message))
    }

    func signature(_ message: [UInt8]) throws -> [UInt8] {
        switch secret {
        case .ed25519(let key): key.sign(message)
        case .ecdsa(let key): Array(try key.signature(for: message).derRepresentation)
        case .rsa(let key, let isPSS):
            Array(
                try key.signature(
                    for: Crypto.SHA256.hash(data: message), padding: isPSS ? .PSS : .insecurePKCS1v1_5
                ).rawRepresentation)
        }
    }
}
