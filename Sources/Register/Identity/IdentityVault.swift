import PassCrypto
import Synchronization

/// Identity numbers, sealed; and the keyed hashes by which they are found again.
///
/// Both keys come from one secret: the BLAKE2b hash of the vault key's signature of a fixed text. Ed25519 signatures
/// (RFC 8032 section 5.1.6) are deterministic and nobody without the key can make one, so that the secret needs no file
/// format of its own: it is kept, sealed and opened like every other key. The vault key signs nothing else, ever.
final class IdentityVault: Sendable {
    private static let domain: [UInt8] = Array("portpass/register/vault/v1".utf8)

    private let sealing: SecretBytes
    private let lookup: SecretBytes
    /// Of the tokens of forms. In memory like any other: who reads that has the sessions' cookies too, and every page of the site
    /// needs it, while to open and close guarded memory stops all processors twice.
    private let forms: [UInt8]
    /// Counted, so that it can be shown that as much is done for who is known as for who is not.
    let operations = Atomic(0)

    init(key: KeyHandle) throws(CryptoError) {
        var secret = Hash.blake2b(key.sign(Self.domain), size: .bits512)
        var sealingKey = try Hash.keyedHash(Array("seal".utf8), key: secret)
        var lookupKey = try Hash.keyedHash(Array("lookup".utf8), key: secret)
        forms = try Hash.keyedHash(Array("forms".utf8), key: secret)
        for index in secret.indices { secret[index] = 0 }
        sealing = try SecretBytes(wiping: &sealingKey)
        lookup = try SecretBytes(wiping: &lookupKey)
    }

    /// What stands for an identity number wherever passes of one person are looked up: 16 bytes that say nothing to whoever
    /// has not the key. Numbers are few enough to try them all against a plain hash.
    func subject(identity: String) throws(CryptoError) -> [UInt8] {
        try Hash.keyedHash(Array("identity:\(identity)".utf8), key: lookup, size: .bits128)
    }

    /// What stands for a plate.
    func subject(plate: String) throws(CryptoError) -> [UInt8] {
        try Hash.keyedHash(Array("plate:\(plate)".utf8), key: lookup, size: .bits128)
    }

    /// What stands for how somebody is reached.
    func subject(contact: Contact) throws(CryptoError) -> [UInt8] {
        operations.add(1, ordering: .relaxed)
        return try Hash.keyedHash(
            Array("contact:\(contact.channel.rawValue):\(contact.address)".utf8), key: lookup, size: .bits128)
    }

    /// What stands for a company, and for a pass that is of nobody known.
    func subject(company number: String) throws(CryptoError) -> [UInt8] {
        try Hash.keyedHash(Array("company:\(number)".utf8), key: lookup, size: .bits128)
    }

    func subject(pass number: String) throws(CryptoError) -> [UInt8] {
        try Hash.keyedHash(Array("pass:\(number)".utf8), key: lookup, size: .bits128)
    }

    /// What proves a code or binds a form without saying what it is: 32 bytes.
    /// - Parameter kind: what it is for; it ends where the message begins, whatever is in that.
    func mac(_ message: [UInt8], _ kind: String) throws(CryptoError) -> [UInt8] {
        operations.add(1, ordering: .relaxed)
        return try Hash.keyedHash(Array("mac:\(kind)\u{0}".utf8) + message, key: lookup)
    }

    /// What binds a form to a cookie: 32 bytes.
    /// - Parameter kind: of the cookie.
    func formToken(for cookie: [UInt8], kind: StaticString) throws(CryptoError) -> [UInt8] {
        try Hash.keyedHash(Array("\(kind)\u{0}".utf8) + cookie, key: forms)
    }

    /// Seals a message under a nonce that is a keyed hash of it and of its context: within a transaction, which may be run again,
    /// and gives the same box then. Equal messages have equal boxes, so the context must be one that comes once.
    func seal(repeatably message: [UInt8], context: [UInt8]) throws(CryptoError) -> [UInt8] {
        let nonce = try mac(context + [0] + message, "nonce").prefix(SecretBox.nonceByteCount)
        return try seal(message, context: context, nonce: Array(nonce))
    }

    /// Seals an identity number for its subject: the box opens for no other.
    /// - Parameter nonce: 24 random bytes.
    func seal(_ identity: String, subject: [UInt8], nonce: [UInt8]) throws(CryptoError) -> [UInt8] {
        // Padded, so that the length does not tell a national id from a passport.
        var text = Array(identity.utf8)
        text += [UInt8](repeating: 0, count: max(0, 32 - text.count))
        return try SecretBox.seal(text, context: subject, nonce: nonce, key: sealing)
    }

    /// Seals the record of an application: the box opens for no other, nor for an identity number's subject, as the context is
    /// of another length.
    /// - Parameter nonce: 24 random bytes.
    func seal(record: [UInt8], for id: ApplicationID, nonce: [UInt8]) throws(CryptoError) -> [UInt8] {
        try SecretBox.seal(record, context: Self.context(of: id), nonce: nonce, key: sealing)
    }

    /// Seals something of no identity of its own.
    /// - Parameters:
    ///   - context: what it is, beginning with a word and a colon that nothing else begins with.
    ///   - nonce: 24 random bytes.
    func seal(_ message: [UInt8], context: [UInt8], nonce: [UInt8]) throws(CryptoError) -> [UInt8] {
        operations.add(1, ordering: .relaxed)
        return try SecretBox.seal(message, context: context, nonce: nonce, key: sealing)
    }

    /// What is in a box of that kind; nil when it was not sealed with this key for this context.
    func open(_ box: [UInt8], context: [UInt8]) throws(CryptoError) -> [UInt8]? {
        try SecretBox.open(box, context: context, key: sealing)
    }

    /// What stands for an entry of a port's hot list.
    func subject(hotListEntry entry: [UInt8], port: String) throws(CryptoError) -> [UInt8] {
        try Hash.keyedHash(Array("hotlist:\(port):".utf8) + entry, key: lookup, size: .bits128)
    }

    /// The record in a box; nil when it was not sealed with this key for this application.
    func open(record box: [UInt8], for id: ApplicationID) throws(CryptoError) -> [UInt8]? {
        try SecretBox.open(box, context: Self.context(of: id), key: sealing)
    }

    private static func context(of id: ApplicationID) -> [UInt8] { Array("application:".utf8) + id.bytes }

    /// Keeps both keys' memory open for the time of `body`, which seals many numbers.
    func keepingOpen<Result>(_ body: () throws -> Result) throws -> Result {
        try sealing.withBytes { _ in try lookup.withBytes { _ in try body() } }
    }

    /// The identity number in a box; nil when it was not sealed with this key for this subject.
    func open(_ box: [UInt8], subject: [UInt8]) throws(CryptoError) -> String? {
        guard let text = try SecretBox.open(box, context: subject, key: sealing) else { return nil }
        return String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
    }
}
