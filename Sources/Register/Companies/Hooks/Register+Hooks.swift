import Foundation
import PassCrypto
import SQLStore
import StrictJSON

// Endpoints at which companies' systems are told of what happens.
extension Register {
    static let mostHooks: Int64 = 5
    /// Seconds for which the secret before signs along with a new one.
    static let oldSecretLasts: Int64 = 86_400
    /// Seconds of nothing but failures after which an endpoint is given up.
    package static let hookPatience: Int64 = 5 * 86_400
    private static let deliveriesKept: Int64 = 30 * 86_400
    /// Seconds from one attempt to the next (Standard Webhooks, "Retry schedule").
    private static let retries: [Int64] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]

    /// Makes an endpoint.
    /// - Parameter allowsPlain: whether one on this machine, without TLS, will do: in development.
    package func makeHook(
        address: String, allowsPlain: Bool, by actor: AccountID, now: Int64
    ) async throws -> HookOutcome {
        _ = try await engine.read { try ActingMember(actor, .integrate, $0) }
        if let rule = HookAddress.fault(address, allowsPlain: allowsPlain) {
            return .refused([Fault("hookAddress", rule, rule == "too-long" ? ["most": "\(HookAddress.longest)"] : [:])])
        }
        let (id, secret, sealed) = try newHook()
        return try await engine.write { database in
            let company = try ActingMember(actor, .integrate, database).company
            guard try HookStore.count(of: company.seq, database) < Self.mostHooks else {
                return .refused([Fault("hookAddress", "too-many", ["most": "\(Self.mostHooks)"])])
            }
            guard
                try HookStore.insert(id, address: address, secret: sealed, of: company.seq, at: now, database)
            else { throw RegisterError(.selfCheck, "random ids repeat: the source of randomness is broken") }
            try AuditStore.append([.company(.hookMade(company.id, id))], at: now, by: actor.principal, database)
            return .made(
                CompanyHook(id: id, address: address, madeAt: now, failingSince: nil, disabledAt: nil), secret)
        }
    }

    @inline(never)
    private func newHook() throws -> (HookID, HookSecret, [UInt8]) {
        guard let id = HookID(random.bytes(HookID.byteCount)) else {
            throw RegisterError(.selfCheck, "random numbers are missing")
        }
        let (secret, sealed) = try newSecret(of: id)
        return (id, secret, sealed)
    }

    @inline(never)
    private func newSecret(of id: HookID) throws -> (HookSecret, [UInt8]) {
        guard let secret = HookSecret(random.bytes(HookSecret.byteCount)) else {
            throw RegisterError(.selfCheck, "random numbers are missing")
        }
        return (
            secret,
            try vault.seal(
                secret.bytes, context: Self.context(of: id), nonce: random.bytes(SecretBox.nonceByteCount))
        )
    }

    static func context(of id: HookID) -> [UInt8] { Array("hook-secret:".utf8) + id.bytes }

    package func hooks(by actor: AccountID) async throws -> [CompanyHook] {
        try await engine.read { try HookStore.all(of: ActingMember(actor, .integrate, $0).company.seq, $0) }
    }

    /// An endpoint of the actor's company, with what it was told last.
    package func hook(
        _ id: HookID, by actor: AccountID, limit: Int = 50
    ) async throws -> (hook: CompanyHook, deliveries: [HookDelivery])? {
        try await engine.read { database in
            let company = try ActingMember(actor, .integrate, database).company
            guard let row = try HookStore.hook(id, of: company.seq, database) else { return nil }
            return (row.hook, try HookStore.deliveries(of: row.seq, limit: limit, database))
        }
    }

    /// Gives an endpoint another secret; for a day, both sign.
    package func rotateHook(_ id: HookID, by actor: AccountID, now: Int64) async throws -> HookSecret? {
        let (secret, sealed) = try newSecret(of: id)
        return try await engine.write { database in
            let company = try ActingMember(actor, .integrate, database).company
            guard let row = try HookStore.hook(id, of: company.seq, database) else { return nil }
            try HookStore.rotate(row.seq, to: sealed, oldUntil: now + Self.oldSecretLasts, database)
            try AuditStore.append([.company(.hookRotated(company.id, id))], at: now, by: actor.principal, database)
            return secret
        }
    }

    /// Takes an endpoint away, with what it was not told yet.
    package func removeHook(_ id: HookID, by actor: AccountID, now: Int64) async throws -> Bool {
        try await engine.write { database in
            let company = try ActingMember(actor, .integrate, database).company
            guard let row = try HookStore.hook(id, of: company.seq, database) else { return false }
            try HookStore.remove(row.seq, database)
            try AuditStore.append([.company(.hookRemoved(company.id, id))], at: now, by: actor.principal, database)
            return true
        }
    }

    /// Uses an endpoint again that was given up, or at which nothing arrives: at once.
    package func enableHook(_ id: HookID, by actor: AccountID, now: Int64) async throws -> Bool {
        defer { hookEvents.notify() }
        return try await engine.write { database in
            let company = try ActingMember(actor, .integrate, database).company
            guard let row = try HookStore.hook(id, of: company.seq, database), !row.hook.isWell else { return false }
            try HookStore.enable(row.seq, at: now, database)
            try AuditStore.append([.company(.hookEnabled(company.id, id))], at: now, by: actor.principal, database)
            return true
        }
    }

    /// Tells something once more, whatever became of it.
    package func tellAgain(_ delivery: Int64, at id: HookID, by actor: AccountID, now: Int64) async throws -> Bool {
        defer { hookEvents.notify() }
        return try await engine.write { database in
            let company = try ActingMember(actor, .integrate, database).company
            guard let row = try HookStore.hook(id, of: company.seq, database) else { return false }
            return try HookStore.again(delivery, of: row.seq, at: now, database)
        }
    }

    // MARK: Telling

    /// Brings back what was being told when the service last ended.
    @discardableResult
    package func recoverDeliveries(now: Int64) async throws -> Int {
        try await engine.write { try HookStore.recover(at: now, $0) }
    }

    /// Takes the next delivery that is due; no endpoint has two at once, and no company three. Durable on return: a crash before ``settle(_:_:now:)`` tells
    /// it once more.
    package func claimDelivery(now: Int64) async throws -> DueDelivery? {
        guard try await engine.read({ try HookStore.next(at: now, $0) }) != nil else { return nil }
        let claimed = try await engine.write { try HookStore.claim(at: now, $0) }
        return try claimed.map { try opened($0, now: now) }
    }

    @inline(never)
    private func opened(_ claimed: HookStore.Claimed, now: Int64) throws -> DueDelivery {
        var secrets: [HookSecret] = []
        for box in [claimed.secret] + (claimed.oldUntil.map { $0 > now } ?? false ? [claimed.oldSecret ?? []] : []) {
            guard let bytes = try vault.open(box, context: Self.context(of: claimed.id)), let secret = HookSecret(bytes)
            else { throw RegisterError.damaged("an endpoint's secret") }
            secrets.append(secret)
        }
        let body: JSONObject = [
            "type": .text(claimed.event.rawValue), "timestamp": .text(Timestamp.text(claimed.at, utcOffset: 0)),
            "data": .object(["number": .text(claimed.subject), "state": .text(claimed.became)]),
        ]
        // Numbers of rows come again when the last was removed; so much does not.
        let whole = "\(claimed.seq) \(claimed.at) \(claimed.event.rawValue) \(claimed.subject) \(claimed.became)"
        let name = try vault.mac(Array(whole.utf8) + claimed.id.bytes, "hook-delivery").prefix(16)
        return DueDelivery(
            address: claimed.address, id: "msg_" + Hex.encode(Array(name)), body: JSONWriter.compact(.object(body)),
            secrets: secrets, attempts: claimed.attempts, seq: claimed.seq, hook: claimed.hook)
    }

    /// Notes what became of a delivery. An endpoint at which nothing has arrived for days is given up, and its company's owners are told.
    /// - Returns: whether it was given up now.
    @discardableResult
    package func settle(_ due: DueDelivery, _ outcome: DeliveryOutcome, now: Int64) async throws -> Bool {
        let place = Int(due.attempts) - 1
        let next = Self.retries.indices.contains(place) ? now + Self.retries[place] : nil
        let isOver = try await engine.write { database -> Bool in
            switch outcome {
            case .sent(let status):
                try HookStore.sent(due.seq, of: due.hook, status: status, at: now, database)
                return false
            case .failed(let answer):
                return try HookStore.failed(
                    due.seq, of: due.hook, answer: answer, next: next, patience: Self.hookPatience, at: now, database)
            }
        }
        if isOver { try await tellOwners(ofHook: due.hook, now: now) }
        return isOver
    }

    private func tellOwners(ofHook hook: Int64, now: Int64) async throws {
        guard let company = try await engine.read({ try HookStore.company(of: hook, $0) }),
            let known = try await self.company(company)
        else { return }
        let owners = try await ownerContacts(of: company)
        let notices = try owners.map { contact, language in
            try Notice(.hookDisabled, to: contact, language: language, facts: ["company": known.name])
        }
        try await engine.write { [vault] database in
            for notice in notices { try NoticeStore.enqueue(notice, at: now, vault, database) }
        }
        self.notices.notify()
    }

    func forgetDeliveries(now: Int64) async throws {
        try await engine.write { try HookStore.forget(before: now - Self.deliveriesKept, $0) }
    }
}
