import PassFormat
import SQLStore

/// The second transaction of issuing: signatures are stored, passes become active (or wait), and what they replace is
/// superseded, all in one step.
struct ReleaseWriter {
    /// A pass whose text was signed and verified.
    struct Signed: Sendable {
        let intent: StoredIntent
        let signature: [UInt8]
        let text: String
    }

    let seeds: Seeds
    let vault: IdentityVault
    let now: Int64
    let principal: Principal
    let database: any SQLWriting

    /// - Returns: the passes that were not released after all: what they should replace was revoked in the meantime. They
    ///   are void.
    func release(_ passes: [Signed]) throws -> Set<PassID> {
        var active: [Signed] = []
        var waiting: [Signed] = []
        var events: [AuditEvent] = []
        var void: Set<PassID> = []
        for pass in passes {
            guard let seq = pass.intent.replaces else {
                active.append(pass)
                continue
            }
            guard let old = try PassStore.pass(seq: seq, database),
                PassReplacement.isPossible(old, pass.intent.activation, seeds: seeds, now: now)
            else {
                void.insert(pass.intent.id)
                events.append(
                    try Self.void(
                        pass.intent.seq, pass.intent.id, pass.intent.number, pass.intent.place, now: now, database))
                continue
            }
            if pass.intent.activation.isImmediate {
                active.append(pass)
                events.append(try supersede(old, by: pass.intent))
            } else {
                waiting.append(pass)
                try StatusStore.touch(pass.intent.place.list, database)
                try StatusChangeStore.note(
                    .waiting, of: pass.intent.id, pass.intent.reason, list: pass.intent.place.list, at: now, database)
            }
        }
        let released = active + waiting
        try PassStore.addSignatures(released.map { ($0.intent.seq, $0.signature) }, database)
        let moved =
            try PassStore.move(active.map(\.intent.seq), from: .intended, to: .active, database)
            + PassStore.move(waiting.map(\.intent.seq), from: .intended, to: .waiting, database)
        guard moved == released.count else { throw RegisterError.damaged("an intent that is none any more") }
        for pass in released where pass.intent.claims.photoSecret != nil { try list(pass.intent) }
        for pass in released {
            if let notice = pass.intent.notice { try NoticeStore.enqueue(notice, at: now, vault, database) }
        }
        if !released.isEmpty {
            events.insert(.passesReleased(active.map(\.intent.id), waiting: waiting.map(\.intent.id)), at: 0)
        }
        if !events.isEmpty { try AuditStore.append(events, at: now, by: principal, database) }
        return void
    }

    /// Only now: what gates hold photos of has been issued.
    private func list(_ intent: StoredIntent) throws {
        try PhotoStore.list(
            photoOf: intent.seq, for: intent.claims.access.map(\.port.string), expires: intent.claims.expires, now: now,
            database)
    }

    private func supersede(_ old: PassRow, by intent: StoredIntent) throws -> AuditEvent {
        try PassStore.setState(.superseded, reason: intent.reason, of: old.seq, database)
        try StatusStore.touch(old.place.list, database)
        try StatusChangeStore.note(
            .superseded, of: old.id, intent.reason, list: old.place.list, at: now, database)
        try PhotoStore.withdraw(photoOf: old.seq, now: now, database)
        return .passChanged(
            .supersede, old.id, number: old.number, reason: intent.reason ?? "other", successor: intent.id)
    }

    /// Gives an intent up. Its place is burnt and marked revoked: a signature that nobody knows of would be worth nothing.
    static func void(
        _ seq: Int64, _ id: PassID, _ number: String, _ place: StatusPlace, now: Int64, _ database: any SQLWriting
    ) throws -> AuditEvent {
        guard try PassStore.move([seq], from: .intended, to: .void, database) == 1 else {
            throw RegisterError.damaged("an intent that is none any more")
        }
        try StatusStore.touch(place.list, database)
        try PhotoStore.withdraw(photoOf: seq, now: now, database)
        return .passVoided(id, number: number)
    }
}
