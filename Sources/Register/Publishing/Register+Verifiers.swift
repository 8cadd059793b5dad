import PassVerify
import SQLStore
import TrustFiles

// What anybody needs to verify a pass, beside the pass.
extension Register {
    /// The keys that sign passes and status lists, as a JWK Set. Without those that were compromised: which of their passes are good,
    /// gates know from `issued/KID`, and who reads no more than this file must believe none of them.
    package func verifierKeys() async throws -> [UInt8] {
        let keys = try await engine.look { try KeyStore.all($0) }.filter { $0.state != .compromised }
        let trusted = Publication.trustedKeys(keys, issuer: seeds.policy.issuer)
        return KeysFile.encode(TrustedKeys(trusted.all.filter { $0.use == .pass || $0.use == .status }))
    }

    /// Where the status lists are that passes name.
    package func statusLists() async throws -> [String] {
        try await engine.look { try StatusStore.publishedLists($0) }.map { "\(statusPrefix)\($0)" }
    }
}
