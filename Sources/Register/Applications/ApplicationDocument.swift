import PassCrypto
import StrictJSON

/// What an application says: the answers, and whom to write to. Sealed as a whole; nothing of it stands anywhere in the clear.
struct ApplicationDocument: Hashable, Sendable {
    /// What is sealed is padded to a multiple of this many bytes, so that a length does not tell one person from another.
    private static let block = 512
    private static let version: Int64 = 1

    var values: FieldValues
    /// The contact that was proved; nil before, and where there is none.
    var contact: Contact?

    func sealed(for id: ApplicationID, vault: IdentityVault, random: RandomSource) throws -> [UInt8] {
        var members: JSONObject = ["version": .integer(Self.version), "values": values.json]
        if let contact {
            members["contact"] = .object([
                "channel": .text(contact.channel.rawValue), "address": .text(contact.address),
            ])
        }
        var bytes = JSONWriter.compact(.object(members))
        // White space at the end, which JSON allows (RFC 8259 section 2).
        bytes += [UInt8](repeating: UInt8(ascii: " "), count: (Self.block - bytes.count % Self.block) % Self.block)
        return try vault.seal(record: bytes, for: id, nonce: random.bytes(SecretBox.nonceByteCount))
    }

    init(values: FieldValues, contact: Contact? = nil) {
        self.values = values
        self.contact = contact
    }

    /// - Throws: ``RegisterError`` when it was sealed with another key, or for another application.
    init(opening box: [UInt8], of id: ApplicationID, vault: IdentityVault) throws {
        guard let bytes = try vault.open(record: box, for: id), case .object(let members) = try JSONReader.read(bytes),
            members["version"] == .integer(Self.version), let values = members["values"].flatMap(FieldValues.init)
        else { throw RegisterError.damaged("an application's answers") }
        self.values = values
        if case .object(let contact)? = members["contact"], case .string(let channel)? = contact["channel"],
            case .string(let address)? = contact["address"]
        {
            guard let channel = Contact.Channel(rawValue: channel.string) else {
                throw RegisterError.damaged("an application's contact")
            }
            self.contact = Contact(channel, checked: address.string)
        }
    }
}
