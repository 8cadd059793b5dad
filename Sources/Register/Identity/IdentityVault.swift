import PassCrypto
import Synchronization

/// Identity numbers, and whatever else of people is kept, sealed; and the keyed hashes by which they are found again.
///
/// The key of boxes comes from the BLAKE2b hash of a vault key's signature of a fixed text. Ed25519 signatures (RFC 8032 section 5.1.6)
/// are deterministic and nobody without the key can make one, so that the secret needs no file format of its own: it is kept, sealed and
/// opened like every other key. A vault key signs nothing else, ever.
///
/// Keys have numbers. The vault opens boxes of each that is at hand and seals with the newest; each box says which it is of
/// (``NumberedBox``). The key of hashes is made from the first and never changes (``IndexKey``).
final class IdentityVault: Sendable {
    private static let domain: [UInt8] = Array("portpass/register/vault/v1".utf8)

    private final class Key: Sendable {
        let number: UInt16
        let bytes: SecretBytes

        init(_ number: UInt16, _ secret: [UInt8]) throws(CryptoError) {
            var key = try Hash.keyedHash(Array("seal".utf8), key: secret)
            self.number = number
            bytes = try SecretBytes(wiping: &key)
        }
    }

    private struct Ring {
        var keys: [UInt16: Key]
        var newest: Key
    }

    private let ring: Mutex<Ring>
    let index: IndexKey
    /// Of the tokens of forms. In memory like any other: who reads that has the sessions' cookies too, and every page of the site
    /// needs it, while to open and close guarded memory stops all processors twice.
    private let forms: [UInt8]
    /// With what this program has sealed since it opened the register, at the least: nothing that it still has in hand is of an older.
    let newestAtOpening: UInt16
    /// Of the first key; nil where that was retired.
    let firstPublicKey: PublicKey?
    /// Counted, so that it can be shown that as much is done for who is known as for who is not.
    let operations = Atomic(0)

    /// - Parameter newest: the number of the key that seals.
    /// - Throws: ``RegisterError`` with code `wrongKeys` where it is not at hand, or the index is another's; `CryptoError`.
    init(_ keys: VaultKeys, newest: UInt16 = 0) throws {
        var made: [UInt16: Key] = [:]
        var first: IndexKey?
        for (number, handle) in keys.byNumber {
            var secret = Self.secret(of: handle)
            made[number] = try Key(number, secret)
            if number == 0 {
                var lookup = try Hash.keyedHash(Array("lookup".utf8), key: secret)
                first = try IndexKey(SecretBytes(wiping: &lookup))
            }
            for place in secret.indices { secret[place] = 0 }
        }
        guard let key = made[newest] else { throw RegisterError.missingVaultKey(newest) }
        guard let index = keys.index ?? first else { throw RegisterError.missingIndexKey }
        if let first, try index.check() != first.check() { throw RegisterError.foreignIndexKey }
        self.index = index
        forms = try Hash.keyedHash(Array("forms".utf8), key: index.bytes)
        newestAtOpening = newest
        firstPublicKey = keys.byNumber[0]?.publicKey
        ring = Mutex(Ring(keys: made, newest: key))
    }

    private static func secret(of key: KeyHandle) -> [UInt8] { Hash.blake2b(key.sign(domain), size: .bits512) }

    // MARK: Keys

    /// The number of the key that seals.
    var newest: UInt16 { ring.withLock { $0.newest.number } }

    /// Seals with another key from now on.
    func use(_ key: KeyHandle, number: UInt16) throws(CryptoError) {
        var secret = Self.secret(of: key)
        let key = try Key(number, secret)
        for place in secret.indices { secret[place] = 0 }
        ring.withLock { ring in
            ring.keys[number] = key
            ring.newest = key
        }
    }

    /// What is in a box, sealed with the newest key; under a nonce that is a keyed hash of it, so that it is the same when it is done
    /// again. Nil for a box that does not open.
    func resealed(_ box: [UInt8], context: [UInt8]) throws(CryptoError) -> [UInt8]? {
        guard let message = try open(box, context: context) else { return nil }
        return try seal(repeatably: message, context: context)
    }

    /// What stands for an identity number wherever passes of one person are looked up: 16 bytes that say nothing to whoever
    /// has not the key. Numbers are few enough to try them all against a plain hash.
    func subject(identity: String) throws(CryptoError) -> [UInt8] {
        try Hash.keyedHash(Array("identity:\(identity)".utf8), key: index.bytes, size: .bits128)
    }

    /// What stands for a plate.
    func subject(plate: String) throws(CryptoError) -> [UInt8] {
        try Hash.keyedHash(Array("plate:\(plate)".utf8), key: index.bytes, size: .bits128)
    }

    /// What stands for how somebody is reached.
    func subject(contact: Contact) throws(CryptoError) -> [UInt8] {
        operations.add(1, ordering: .relaxed)
        return try Hash.keyedHash(
            Array("contact:\(contact.channel.rawValue):\(contact.address)".utf8), key: index.bytes, size: .bits128)
    }

    /// What stands for a company, and for a pass that is of nobody known.
    func subject(company number: String) throws(CryptoError) -> [UInt8] {
        try Hash.keyedHash(Array("company:\(number)".utf8), key: index.bytes, size: .bits128)
    }

    func subject(pass number: String) throws(CryptoError) -> [UInt8] {
        try Hash.keyedHash(Array("pass:\(number)".utf8), key: index.bytes, size: .bits128)
    }

    /// What proves a code or binds a form without saying what it is: 32 bytes.
    /// - Parameter kind: what it is for; it ends where the message begins, whatever is in that.
    func mac(_ message: [UInt8], _ kind: String) throws(CryptoError) -> [UInt8] {
        operations.add(1, ordering: .relaxed)
        return try Hash.keyedHash(Array("mac:\(kind)\u{0}".utf8) + message, key: index.bytes)
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
        return try box(of: text, context: subject, nonce: nonce)
    }

    /// Seals the record of an application: the box opens for no other, nor for an identity number's subject, as the context is
    /// of another length.
    /// - Parameter nonce: 24 random bytes.
    func seal(record: [UInt8], for id: ApplicationID, nonce: [UInt8]) throws(CryptoError) -> [UInt8] {
        try box(of: record, context: Self.context(of: id), nonce: nonce)
    }

    /// Seals something of no identity of its own.
    /// - Parameters:
    ///   - context: what it is, beginning with a word and a colon that nothing else begins with.
    ///   - nonce: 24 random bytes.
    func seal(_ message: [UInt8], context: [UInt8], nonce: [UInt8]) throws(CryptoError) -> [UInt8] {
        operations.add(1, ordering: .relaxed)
        return try box(of: message, context: context, nonce: nonce)
    }

    private func box(of message: [UInt8], context: [UInt8], nonce: [UInt8]) throws(CryptoError) -> [UInt8] {
        let key = ring.withLock { $0.newest }
        return NumberedBox.prefix(key.number)
            + (try SecretBox.seal(message, context: context, nonce: nonce, key: key.bytes))
    }

    /// What is in a box of that kind; nil when it was not sealed with a key that is at hand, for this context.
    func open(_ box: [UInt8], context: [UInt8]) throws(CryptoError) -> [UInt8]? {
        if let (number, sealed) = NumberedBox.parts(of: box), let key = ring.withLock({ $0.keys[number] }),
            let message = try SecretBox.open(sealed, context: context, key: key.bytes)
        {
            return message
        }
        guard let first = ring.withLock({ $0.keys[0] }) else { return nil }
        return try SecretBox.open(box, context: context, key: first.bytes)
    }

    /// What stands for an entry of a port's hot list.
    func subject(hotListEntry entry: [UInt8], port: String) throws(CryptoError) -> [UInt8] {
        try Hash.keyedHash(Array("hotlist:\(port):".utf8) + entry, key: index.bytes, size: .bits128)
    }

    /// The record in a box; nil when it was not sealed with a key at hand for this application.
    func open(record box: [UInt8], for id: ApplicationID) throws(CryptoError) -> [UInt8]? {
        try open(box, context: Self.context(of: id))
    }

    static func context(of id: ApplicationID) -> [UInt8] { Array("application:".utf8) + id.bytes }

    /// Keeps both keys' memory open for the time of `body`, which seals many numbers.
    func keepingOpen<Result>(_ body: () throws -> Result) throws -> Result {
        let newest = ring.withLock { $0.newest }
        return try newest.bytes.withBytes { _ in try index.bytes.withBytes { _ in try body() } }
    }

    /// The identity number in a box; nil when it was not sealed with a key at hand for this subject.
    func open(_ box: [UInt8], subject: [UInt8]) throws(CryptoError) -> String? {
        guard let text = try open(box, context: subject) else { return nil }
        return String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
    }
}
