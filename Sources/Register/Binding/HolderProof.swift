import PassCrypto
package import PassFormat

/// A key that was made on a phone, and its signature over the number of the pass it is to be bound to.
///
/// A key that cannot sign would turn a good pass into one that no gate takes; so it signs once before anything is changed.
package struct HolderProof: Hashable, Sendable {
    private static let domain = "PortPass holder key 1\n"

    package let key: HolderKey
    let signature: [UInt8]

    package init(key: HolderKey, signature: [UInt8]) {
        self.key = key
        self.signature = signature
    }

    /// What the key signs.
    package static func message(number: String) -> [UInt8] { Array((domain + number).utf8) }

    func isGood(for number: String) -> Bool {
        guard let key = try? PublicKey(key.x) else { return false }
        return key.isValidSignature(signature, for: Self.message(number: number))
    }
}
