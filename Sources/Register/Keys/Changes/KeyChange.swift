import PassCrypto
import PassFormat
import SQLStore
import TrustPublishing

/// Carries out what two people agreed on about keys, within the transaction in which the second one agrees. What is more than one
/// transaction is stored there as a ``KeyOrder``.
struct KeyChange: Sendable {
    /// What is at hand to do it with: looked at just before, while nobody makes or moves a key.
    struct Hand: Sendable {
        let ring: KeyRing
        let repository: RepositoryWriter
        let seeds: Seeds
        /// The keys that lie there to follow others.
        let waiting: [KeyPlace: PublicKey]
    }

    /// Nil for changes of other kinds.
    let hand: Hand?

    static let none = KeyChange(hand: nil)

    /// Whether it could be carried out now.
    /// - Throws: ``RegisterError`` with code `impossibleChange` that says why not.
    func check(_ body: ChangeBody, now: Int64, _ database: any SQLReading) throws {
        guard let hand else { throw Self.impossible("the key files are not at hand here: use portpass keys") }
        switch body {
        case .announceKey(let use, let key, let wait):
            try hand.check(announcing: key, for: use, wait: wait, now: now, database)
        case .useKey(let use, let id):
            let rotation = try KeyRotation.read(use, now: now, database)
            guard let next = rotation.announced, next.id == id else {
                throw Self.impossible("the key \(id.hex) is not announced")
            }
            guard rotation.stage == .ready else {
                throw Self.impossible("gates may not know the key \(id.hex) yet: what it signs they would refuse")
            }
            guard hand.waiting[.use(use)] == next.publicKey, hand.ring.handle(of: next) != nil else {
                throw Self.impossible("the secret half of \(id.hex) is not at hand: take it back")
            }
        case .withdrawKey(let use, let id):
            guard try KeyRotation.read(use, now: now, database).announced?.id == id else {
                throw Self.impossible("the key \(id.hex) is not announced")
            }
        case .replaceRoleKey(let role, let key): try hand.check(replacing: role, with: key)
        case .takeRoot(let bytes): try hand.check(root: bytes, now: now)
        case .condemnKey(let id):
            let keys = try KeyStore.all(database).filter { $0.id == id }
            guard keys.contains(where: { $0.state != .compromised && $0.state != .ended }) else {
                throw Self.impossible("there is no key \(id.hex), or it is condemned or over")
            }
        case .reissuePasses(let id, let days):
            guard (0...366).contains(days) else { throw Self.impossible("new passes begin within a year") }
            let keys = try KeyStore.all(database)
            guard keys.contains(where: { $0.id == id && $0.use == .pass && $0.state == .compromised }) else {
                throw Self.impossible("\(id.hex) is no condemned key for passes")
            }
            do throws(RegisterError) {
                _ = try CurrentSigner.find(.pass, in: keys, hand.ring, now: now)
            } catch {
                throw Self.impossible(error.description)
            }
        case .revoke, .reinstate, .setRoles, .putInForce:
            throw Self.impossible("this is no change of keys")
        }
    }

    func run(
        _ body: ChangeBody, of change: ChangeID, by principal: Principal, now: Int64, _ database: any SQLWriting
    ) throws {
        guard let hand else { throw Self.impossible("the key files are not at hand here: use portpass keys") }
        switch body {
        case .announceKey(let use, let key, let wait):
            let event = try KeyTerm(seeds: hand.seeds, now: now).announce(key, use: use, wait: wait, database)
            try AuditStore.append([event], at: now, by: principal, database)
        case .useKey(let use, _): try Register.putInUse(use, hand.ring, by: principal, now: now, database)
        case .withdrawKey(let use, _): _ = try Register.withdrawAnnounced(use, by: principal, now: now, database)
        case .condemnKey(let id): try Register.condemn(id, by: principal, now: now, database)
        case .replaceRoleKey, .takeRoot, .reissuePasses: try KeyOrderStore.insert(change, database)
        case .revoke, .reinstate, .setRoles, .putInForce: break
        }
    }

    static func impossible(_ why: String) -> RegisterError { RegisterError(.impossibleChange, why) }
}

extension KeyChange.Hand {
    fileprivate func check(
        announcing key: PublicKey, for use: RegisterKey.Use, wait: Int64, now: Int64, _ database: any SQLReading
    ) throws {
        guard (0...366 * 86_400).contains(wait) else {
            throw KeyChange.impossible("the wait for gates must be at most a year")
        }
        if let other = try KeyRotation.read(use, now: now, database).announced {
            throw KeyChange.impossible("\(other.id.hex) is announced already: go on with it")
        }
        guard try !KeyStore.all(database).contains(where: { $0.publicKey == key }) else {
            throw KeyChange.impossible("this key is known to the register already: a key has one use, once")
        }
        guard waiting[.use(use)] == key, ring.holds(key, for: use) else {
            throw KeyChange.impossible("the key that was proposed does not lie there any more")
        }
    }

    fileprivate func check(replacing role: RepositoryRole, with key: PublicKey) throws {
        guard RepositoryRole.delegated.contains(role) else {
            throw KeyChange.impossible("the \(role.rawValue) key is replaced through the root")
        }
        guard let published = try repository.roles().first(where: { $0.role == role }) else {
            throw KeyChange.impossible("nothing is published yet")
        }
        guard !published.keys.contains(key), waiting[.role(role)] == key else {
            throw KeyChange.impossible("the key that was proposed does not lie there any more")
        }
    }

    fileprivate func check(root bytes: [UInt8], now: Int64) throws {
        let proposal: RootProposal
        do throws(RepositoryError) {
            proposal = try RootProposal(decoding: bytes)
        } catch {
            throw KeyChange.impossible(error.description)
        }
        if let fault = proposal.fault(now: now) { throw KeyChange.impossible(fault) }
        guard proposal.missing == (0, 0) else { throw KeyChange.impossible("too few have signed") }
        guard try proposal.previous == repository.newestRoot() else {
            throw KeyChange.impossible("the root was replaced meanwhile: order another")
        }
        for change in proposal.changes.online {
            let isFollowing = waiting[.role(change.role)].map(change.after.keys.contains) ?? false
            guard isFollowing || !Set(repository.keysAtHand(change.role)).isDisjoint(with: change.after.keys) else {
                throw KeyChange.impossible(
                    "the \(change.role.rawValue) key that the next root names does not lie there any more")
            }
        }
    }
}
