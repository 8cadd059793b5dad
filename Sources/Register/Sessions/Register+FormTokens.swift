package import PassCrypto
import Synchronization

extension Register {
    /// What a form must bring along that a browser got with this cookie: a keyed hash of what is in it, which nobody makes up for a
    /// cookie that they put there themselves.
    /// - Parameter kind: which cookie it is, so that one is not taken for the other.
    package func formToken(for cookie: [UInt8], kind: StaticString) throws(CryptoError) -> [UInt8] {
        try vault.formToken(for: cookie, kind: kind)
    }
}

extension Register {
    /// How many keyed hashes and boxes were made: a test holds what is done for a known contact against what is done for none.
    package var vaultOperations: Int { vault.operations.load(ordering: .relaxed) }
}
