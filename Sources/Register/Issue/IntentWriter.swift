import Identifiers
import PassCrypto
import PassFormat
import PassVerify
import SQLStore

/// The first transaction of issuing: what will be signed is stored, with its number, its place in a status list and its audit
/// record, before a signature exists (as letsencrypt/boulder does with precertificates): whatever breaks afterwards, there is a
/// row to finish, to void and to revoke.
struct IntentWriter {
    /// The open status lists have too few places left; open one outside the transaction, for its order is random.
    struct ListsExhausted: Error {}
    /// A random id was given out before; try again with others.
    struct IdentifierTaken: Error {}

    let seeds: Seeds
    /// The one that signs, as this transaction sees it: a key that was replaced or condemned a moment ago signs nothing more.
    let signer: RegisterKey
    let bans: BanCheck
    let now: Int64
    let principal: Principal
    let database: any SQLWriting

    private struct Claimed {
        let notBefore: Int64
        let expires: Int64
    }

    func store(_ passes: [PreparedPass]) throws -> [IntentResult] {
        var results: [IntentResult?] = []
        var accepted: [Int] = []
        var subjects: [[UInt8]: [Claimed]] = [:]
        var references: Set<String> = []
        // Nearly always nobody is: a bulk issue asks once.
        let isAnyoneBarred = try ViolationStore.isAnyStanding(database)
        for (index, pass) in passes.enumerated() {
            var answer = try refusalOrRepeat(pass, subjects, references)
            if answer == nil, isAnyoneBarred { answer = try refusalOfBarred(pass) }
            results.append(answer)
            guard answer == nil else { continue }
            accepted.append(index)
            if let reference = pass.plan.reference { references.insert(reference) }
            guard pass.plan.isUnique else { continue }
            let claimed = Claimed(notBefore: pass.plan.template.notBefore, expires: pass.plan.template.expires)
            for subject in pass.subjects { subjects[subject, default: []].append(claimed) }
        }
        let stored = try allot(accepted.map { passes[$0] })
        for (index, intent) in zip(accepted, stored) { results[index] = .stored(intent) }
        return results.compactMap { $0 }
    }

    // MARK: Rules that need the database

    private func refusalOrRepeat(
        _ pass: PreparedPass, _ claimed: [[UInt8]: [Claimed]], _ references: Set<String>
    ) throws -> IntentResult? {
        if let reference = pass.plan.reference {
            if references.contains(reference) {
                return refused("reference", "repeated", "stands in this batch twice")
            }
            if let row = try PassStore.pass(reference: reference, database) {
                return row.signature == nil
                    ? refused("reference", "in-progress", "is being issued just now, or failed before: use another one")
                    : .already(row)
            }
        }
        if let predecessor = pass.predecessor, let problem = try problem(of: predecessor) { return problem }
        guard pass.plan.isUnique else { return nil }
        let (notBefore, expires) = (pass.plan.template.notBefore, pass.plan.template.expires)
        let field = pass.plan.subject?.rawValue ?? "record"
        for subject in pass.subjects {
            let holder = try PassStore.periodicPass(
                of: subject, notBefore: notBefore, expires: expires, otherThan: pass.predecessor?.number, database)
            if let holder {
                return refused(
                    field, "one-periodic-pass",
                    "\(holder) is a periodic pass for the same in that time: reissue or revoke it")
            }
            if claimed[subject]?.contains(where: { $0.expires > notBefore && $0.notBefore < expires }) == true {
                return refused(field, "one-periodic-pass", "another record of this batch is for the same in that time")
            }
        }
        return nil
    }

    /// What violations keep somebody from: a new pass, and a longer one. A pass that is only issued anew stays what it was.
    private func refusalOfBarred(_ pass: PreparedPass) throws -> IntentResult? {
        if let predecessor = pass.predecessor, let old = try PassStore.pass(seq: predecessor.seq, database),
            pass.plan.template.expires <= old.expires
        {
            return nil
        }
        var subjects = pass.subjects
        if let person = pass.identity?.subject, !subjects.contains(person) { subjects.append(person) }
        for subject in subjects {
            guard let end = try bans.end(of: subject, term: pass.plan.template.term, database) else { continue }
            let day = DateText.iso(CivilDate(of: end - 1, utcOffset: seeds.policy.utcOffset))
            return refused(
                pass.plan.subject?.rawValue ?? "idNumber", "banned",
                "a violation keeps them from a new pass until \(day): it can be reversed by who decides on appeals")
        }
        return nil
    }

    private func problem(of predecessor: PreparedPass.Predecessor) throws -> IntentResult? {
        guard let row = try PassStore.pass(seq: predecessor.seq, database) else {
            throw RegisterError.unknownPass(predecessor.id.hex)
        }
        guard PassReplacement.isPossible(row, predecessor.activation, seeds: seeds, now: now) else {
            throw RegisterError.impossible("reissue", row.number, row.stateName(at: now))
        }
        guard try PassStore.successors(of: row.seq, database).isEmpty else {
            throw RegisterError(
                .impossibleChange, "cannot reissue \(row.number): another reissue of it is waiting already")
        }
        return nil
    }

    private func refused(_ field: String, _ rule: String, _ message: String) -> IntentResult {
        .refused(RecordRefusal([FieldProblem(field, rule, message)]))
    }

    // MARK: Allotting

    private func allot(_ passes: [PreparedPass]) throws -> [StoredIntent] {
        guard !passes.isEmpty else { return [] }
        guard let places = try StatusStore.take(passes.map(\.plan.template.expires), now: now, database) else {
            throw ListsExhausted()
        }
        let numbers = try numbers(for: passes)
        var seq = try PassStore.nextSeq(database)
        var intents: [StoredIntent] = []
        var rows: [PassStore.Intent] = []
        var events: [AuditEvent] = []
        for ((pass, place), number) in zip(zip(passes, places), numbers) {
            let uri = seeds.policy.statusURI(UInt32(place.list))
            let claims = pass.plan.claims(
                id: pass.id, status: StatusReference(index: place.index, uri: uri), number: number)
            let draft = try PassDraft(claims, keyID: signer.id)
            let digest = IssuedDigest(payload: draft.payload)
            rows.append(
                PassStore.Intent(
                    seq: seq, id: pass.id, claims: claims, place: place, signer: signer.number, digest: digest.prefix,
                    payload: draft.payload, replaces: pass.predecessor?.seq,
                    activatesAt: pass.predecessor?.activation.stored, reason: pass.predecessor?.reason,
                    identity: pass.identity, subjects: pass.subjects, reference: pass.plan.reference))
            events.append(
                .passIntended(
                    pass.id, number: number, list: place.list, index: place.index, key: signer.id,
                    payload: digest.whole,
                    replaces: pass.predecessor?.id))
            intents.append(
                StoredIntent(
                    seq: seq, id: pass.id, number: number, claims: claims, draft: draft, place: place,
                    replaces: pass.predecessor?.seq, activation: pass.predecessor?.activation ?? .now,
                    reason: pass.predecessor?.reason, warnings: pass.plan.warnings,
                    notice: pass.predecessor?.notice))
            seq += 1
        }
        guard try PassStore.insert(rows, database) else { throw IdentifierTaken() }
        try storePhotos(of: zip(intents, passes))
        try AuditStore.append(events, at: now, by: principal, database)
        return intents
    }

    /// Where there is one: most records of a bulk issue have none. An application's photo is stored already.
    private func storePhotos(of passes: Zip2Sequence<[StoredIntent], [PreparedPass]>) throws {
        for (intent, pass) in passes {
            guard let secret = intent.claims.photoSecret else { continue }
            let name = try PhotoCipher.nameBytes(secret: secret)
            if let photo = pass.plan.photo { try PhotoStore.insert(photo.blob, named: name, database) }
            try PhotoStore.give(name, to: intent.seq, database)
        }
    }

    /// A number for each pass; a reissue keeps its predecessor's.
    private func numbers(for passes: [PreparedPass]) throws -> [String] {
        var counts: [String: Int] = [:]
        for pass in passes where pass.predecessor == nil { counts[pass.plan.series, default: 0] += 1 }
        var next: [String: Int64] = [:]
        for (series, count) in counts.sorted(by: { $0.key < $1.key }) {
            next[series] = try SeriesStore.take(count, of: series, database)
        }
        return passes.map { pass in
            if let predecessor = pass.predecessor { return predecessor.number }
            let running = next[pass.plan.series] ?? 1
            next[pass.plan.series] = running + 1
            return PassNumber.number(series: pass.plan.series, running: running)
        }
    }
}
