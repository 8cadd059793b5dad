import Identifiers
import PassCrypto
import PassFormat

/// A plan with all that is random or secret done: what the first transaction of issuing works on, as often as it has to.
///
/// A class for the same reason as `StoredIntent`.
final class PreparedPass: Sendable {
    /// The pass it takes the place of.
    struct Predecessor: Sendable {
        let seq: Int64
        let id: PassID
        let number: String
        let activation: Activation
        let reason: String
        /// What its holder is told in the transaction in which the new one is released.
        let notice: Notice?
    }

    let plan: PassPlan
    let id: PassID
    let identity: SealedIdentity?
    let subjects: [[UInt8]]
    let predecessor: Predecessor?

    init(
        _ plan: PassPlan, vault: IdentityVault, random: RandomSource, predecessor: Predecessor? = nil,
        identity known: SealedIdentity? = nil
    ) throws(CryptoError) {
        self.plan = plan
        self.predecessor = predecessor
        let bytes = random.bytes(8 + SecretBox.nonceByteCount)
        precondition(bytes.count == 8 + SecretBox.nonceByteCount)
        id = PassID(rawValue: bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
        if let number = plan.identity {
            let subject = try vault.subject(identity: number.normalised)
            let sealed = try vault.seal(number.normalised, subject: subject, nonce: Array(bytes.dropFirst(8)))
            identity = SealedIdentity(subject: subject, sealed: sealed)
        } else {
            identity = known
        }
        switch plan.subject {
        case .idNumber: subjects = identity.map { [$0.subject] } ?? []
        case .plates:
            var hashes: [[UInt8]] = []
            for plate in plan.template.plates { hashes.append(try vault.subject(plate: plate.string)) }
            subjects = hashes
        case nil: subjects = []
        }
    }

    /// The same with another id and nonce.
    func withNewID(vault: IdentityVault, random: RandomSource) throws(CryptoError) -> PreparedPass {
        try PreparedPass(plan, vault: vault, random: random, predecessor: predecessor, identity: identity)
    }
}
