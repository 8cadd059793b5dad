import PassCrypto
import PassFormat
import PassVerify
import SQLStore
import TrustFiles
package import TrustPublishing

extension Register {
    /// Publishes what gates go by: keys, policy, level, status lists, what compromised keys signed, the audit check point.
    ///
    /// What is signed is stored before it is published, and nothing is signed twice: after a crash the same call gives the same
    /// or newer versions. The change is at the gates when they next sync.
    /// - Parameter now: seconds since 1970.
    /// - Throws: ``RegisterError``, `StoreError`, `RepositoryError`.
    package func publish(by principal: Principal, now: Int64) async throws -> Published {
        try await publishing.run {
            _ = try await activateDue(by: principal, now: now)
            let lists = StatusListOpener(engine: engine, random: random)
            try await lists.openSpares(days: seeds.rules.spareListDays, by: principal, now: now)
            try await engine.write { database in
                try StatusStore.retire(before: now - Self.retirementDelay, database)
                try PhotoStore.forget(expiredBefore: now - Self.retirementDelay, database)
                try PhotoStore.remove(waitingSince: now - Self.longestWait, database)
            }
            let hasMore = try await directory(now: now).takeIn()
            try await forgetVisitors(now: now)
            let publication = try await publication(by: principal, now: now)
            let floor =
                try await engine.read { try SettingStore.value(.published, $0) }
                .flatMap { RepositoryVersions(text: $0) } ?? .none
            let published = try repository.publish(.everything(publication.files), now: now, floor: floor)
            var highest = published.versions
            highest.formMaximum(floor)
            try await engine.write { [text = highest.text, version = Int64(published.versions.timestamp)] database in
                try SettingStore.set(.published, text, database)
                try StatusChangeStore.markPublished(in: version, at: now, database)
            }
            // The rest of a whole list of staff comes with the next one; what is urgent does not wait for it.
            if hasMore { changes.notify() }
            return published
        }
    }

    private func directory(now: Int64) -> DirectoryBuilder { DirectoryBuilder(engine: engine, now: now) }

    /// A list stays published so long after its last pass has expired: clocks differ, and "expired" is the better answer.
    private static let retirementDelay: Int64 = 30 * 86_400
    /// After this nobody decides any more, or does it without the photo.
    private static let longestWait: Int64 = 90 * 86_400

    /// What is sealed to the gates of each port that has any.
    private func ports(by principal: Principal, now: Int64) async throws -> [PortPublication] {
        let enrolled = try await engine.read { try GateStore.all($0) }.filter { $0.revokedAt == nil }
        let directory = directory(now: now)
        var ports: [PortPublication] = []
        for port in seeds.policy.ports.map(\.id) {
            let gates = enrolled.filter { seeds.policy.gate(WireText($0.gate))?.port == port }
            let isKnown = try await engine.read { try PortKeyStore.key(port.string, $0) } != nil
            guard isKnown || !gates.isEmpty else { continue }
            let ring = try await PortKeyring.current(
                port: port, gates: gates, engine: engine, vault: vault, random: random, by: principal, now: now)
            try await directory.seal(ring)
            let hotList = try await hotList(port: port.string)
            let visitors = try await expectedVisitors(port: port.string).map(\.visitor).filter { $0.until > now }
            let shards = try await engine.read { try DirectoryStore.shards(port, $0) }
            ports.append(PortPublication(ring: ring, hotList: hotList, visitors: visitors, directory: shards))
        }
        return ports
    }

    private func publication(by principal: Principal, now: Int64) async throws -> Publication {
        let known = try await engine.read { try KeyStore.all($0) }
        guard let signer = known.first(where: { $0.use == .status && $0.state == .current }),
            signer.publicKey == keys.status.publicKey
        else { throw RegisterError(.missingKey, "the register has no current key for status lists: make a new one") }
        let maker = StatusTokenMaker(engine: engine, seeds: seeds, key: keys.status, signer: signer, now: now)
        var issued: [KeyID: IssuedSet] = [:]
        for key in known where key.use == .pass && key.state == .compromised {
            let digests = try await engine.read { try PassStore.digests(signer: key.number, $0) }
            issued[key.id] = IssuedSet(SixteenByteTable(digests))
        }
        // Before the check point: a new key of a port stands in the log, too.
        let ports = try await ports(by: principal, now: now)
        return try Publication(
            keys: known, policy: seeds.policy, level: try await level(), tokens: try await maker.tokens(),
            issued: issued, checkpoint: try await checkpoint(now: now), ports: ports)
    }
}
