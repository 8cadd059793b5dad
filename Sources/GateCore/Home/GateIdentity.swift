internal import Foundation
internal import GateMessages
package import PassCrypto

/// Who a gate is to the service: a signing key and a box key, made on the kiosk, which never leave it.
///
///     HOME/identity.pem   Ed25519, PKCS#8
///     HOME/identity.box   X25519, 32 bytes
package struct GateIdentity: Sendable {
    /// Signs journals and requests.
    package let signer: KeyHandle
    /// Opens what is sealed to this gate.
    package let box: BoxHandle

    /// The box key, shared by several tasks.
    package final class BoxHandle: Sendable {
        private let key: BoxKey

        init(_ key: consuming BoxKey) { self.key = key }

        package var publicKey: [UInt8] { key.publicKey }

        package func open(_ sealed: [UInt8]) -> [UInt8]? { key.open(sealed) }
    }

    /// What people compare: the first eight bytes of the key's thumbprint, as everywhere.
    package var fingerprint: String {
        Hex.encode((0..<8).map { UInt8(truncatingIfNeeded: signer.publicKey.keyID >> (56 - 8 * UInt64($0))) })
    }

    /// The box key of a home that has an identity; nil where there is none, or it can't be read.
    static func box(home: String) -> BoxHandle? {
        guard let secret = try? SecretFile.read(home + "/identity.box"), let key = try? BoxKey(secret: secret) else {
            return nil
        }
        return BoxHandle(key)
    }

    /// The identity of a home; made where there is none.
    package static func load(home: String) throws -> GateIdentity {
        let (pemFile, boxFile) = (home + "/identity.pem", home + "/identity.box")
        if !FileManager.default.fileExists(atPath: boxFile) {
            let key = try BoxKey.generate()
            try key.withSecret { secret in try SecretFile.write(secret, to: boxFile) }
        }
        if !FileManager.default.fileExists(atPath: pemFile) {
            let key = try SigningKey.generate()
            let pem = try key.pem()
            try pem.withBytes { text in try SecretFile.write(text, to: pemFile) }
        }
        do {
            let signer = KeyHandle(try SigningKey(pem: try SecretFile.read(pemFile)))
            return GateIdentity(signer: signer, box: BoxHandle(try BoxKey(secret: try SecretFile.read(boxFile))))
        } catch let error as CryptoError {
            throw GateError(
                .identity,
                "the keys of this gate can't be read (\(error)): put identity.pem and identity.box away and enrol it anew"
            )
        }
    }
}
