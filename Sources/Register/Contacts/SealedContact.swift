import PassCrypto

extension IdentityVault {
    private static let block = 64

    /// Seals a contact for wherever it is kept. Padded, so that the length says little.
    /// - Parameter nonce: 24 random bytes.
    func seal(_ contact: Contact, nonce: [UInt8]) throws(CryptoError) -> [UInt8] {
        try seal(Self.padded(contact), context: Self.contactContext, nonce: nonce)
    }

    /// A box of the size of any short contact, in which there is none.
    func sealedNobody(nonce: [UInt8]) throws(CryptoError) -> [UInt8] {
        try seal([UInt8](repeating: 0, count: Self.block), context: Self.contactContext, nonce: nonce)
    }

    /// - Returns: nil for a box of another key, or of nobody.
    func contact(in box: [UInt8]) throws(CryptoError) -> Contact? {
        guard let bytes = try open(box, context: Self.contactContext) else { return nil }
        let address = String(decoding: bytes.dropFirst().prefix { $0 != 0 }, as: UTF8.self)
        switch bytes.first {
        case UInt8(ascii: "e"): return Contact(.email, checked: address)
        case UInt8(ascii: "m"): return Contact(.mobile, checked: address)
        default: return nil
        }
    }

    static let contactContext = Array("contact:".utf8)

    private static func padded(_ contact: Contact) -> [UInt8] {
        let bytes = [UInt8(ascii: contact.channel == .email ? "e" : "m")] + Array(contact.address.utf8)
        return bytes + [UInt8](repeating: 0, count: block - bytes.count % block)
    }
}
