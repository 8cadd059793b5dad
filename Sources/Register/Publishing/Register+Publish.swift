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
    /// - Parameters:
    ///   - directory: when the directory is brought up to date.
    ///   - now: seconds since 1970.
    /// - Throws: ``RegisterError``, `StoreError`, `RepositoryError`; what could be published is published all the same where only
    ///   a port's lists are at fault: a damaged row of the hot list keeps no revocation from the gates.
    package func publish(
        directory: DirectoryWork = .first, by principal: Principal, now: Int64
    ) async throws -> Published {
        try await publishing.run {
            _ = try await activateDue(by: principal, now: now)
            let lists = StatusListOpener(engine: engine, random: random)
            try await lists.openSpares(days: seeds.rules.spareListDays, by: principal, now: now)
            try await engine.write { database in
                try StatusStore.retire(before: now - Self.retirementDelay, database)
                try PhotoStore.forget(expiredBefore: now - Self.retirementDelay, database)
            }
            try await endKeys(by: principal, now: now)
            try await forgetVisitors(now: now)
            try await forgetProgramAnswers(now: now)
            try await forgetDeliveries(now: now)
            try await endHotEntries(by: principal, now: now)
            try await holdJournals(by: principal, now: now)
            // What is ordered from here on may be among what is published, and is noted with the next one.
            let ordered = try await engine.read { try PortOrderStore.newest($0) }
            if directory == .first { while try await workOnDirectory(by: principal, now: now) {} }
            let ports = try await portPublications(by: principal, now: now)
            let content = try await content(ports.files, now: now)
            let floor = try await publishedFloor()
            let published = try repository.publish(.everything(content.publication.files), now: now, floor: floor)
            try await note(published, of: content, above: floor, now: now)
            try await note(published, of: content, orders: ordered, withHotLists: ports.failure == nil, now: now)
            if let failure = ports.failure { throw failure }
            if directory == .afterwards, try await isDirectoryDue(now: now),
                try await workOnDirectory(by: principal, now: now)
            {
                changes.notify()
            }
            return published
        }
    }

    /// A list stays published so long after its last pass has expired: clocks differ, and "expired" is the better answer.
    static let retirementDelay: Int64 = 30 * 86_400

    /// What is published, and which keys it tells of.
    struct Content: Sendable {
        let publication: Publication
        let keys: [Int64]
        let levels: SecurityLevels
    }

    /// The highest versions ever published.
    func publishedFloor() async throws -> RepositoryVersions {
        try await engine.read { try SettingStore.value(.published, $0) }.flatMap { RepositoryVersions(text: $0) }
            ?? .none
    }

    /// Notes what was published: its versions, and which changes and keys it was the first to tell of.
    func note(_ published: Published, of content: Content, above floor: RepositoryVersions, now: Int64) async throws {
        var highest = published.versions
        highest.formMaximum(floor)
        let keys = content.keys
        try await engine.write { [text = highest.text, version = Int64(published.versions.timestamp)] database in
            try SettingStore.set(.published, text, database)
            try StatusChangeStore.markPublished(in: version, at: now, database)
            try KeyStore.markPublished(keys, in: version, at: now, database)
        }
    }

    /// Notes which orders to the gates of a port it was the first to tell of, and what scans will be held against.
    private func note(
        _ published: Published, of content: Content, orders place: Int64, withHotLists: Bool, now: Int64
    ) async throws {
        let said = PublicationNote(
            version: Int64(published.versions.timestamp), publishedAt: now, levels: content.levels,
            policy: Hash.sha256(content.publication.files[PolicyFile.path] ?? []))
        try await engine.write { database in
            try PortOrderStore.markPublished(
                through: place, withHotLists: withHotLists, in: said.version, at: now, database)
            try PublicationStore.add(said, database)
        }
    }

    func content(_ lists: [String: [UInt8]], now: Int64) async throws -> Content {
        let known = try await engine.read { try KeyStore.all($0) }
        let signer = try CurrentSigner.find(.status, in: known, keyRing, now: now)
        let maker = StatusTokenMaker(engine: engine, seeds: seeds, key: signer.handle, signer: signer.key, now: now)
        var issued: [KeyID: IssuedSet] = [:]
        for key in known where key.use == .pass && key.state == .compromised {
            let digests = try await engine.read { database in
                try PassStore.digests(signer: key.number, database)
                    + LostPlaceStore.digests(signer: key.number, database)
            }
            issued[key.id] = IssuedSet(SixteenByteTable(digests))
        }
        let policy = seeds.policy
        let levels = try await engine.read { try PortOrderStore.levels(policy, $0) }
        return Content(
            publication: Publication(
                keys: known, policy: policy, levels: levels, tokens: try await maker.tokens(),
                issued: issued, checkpoint: try await publishedCheckpoint(now: now), lists: lists),
            keys: known.map(\.number), levels: levels)
    }

    /// Where the audit key was condemned, the last check point goes on being published: revocations never wait for another key.
    private func publishedCheckpoint(now: Int64) async throws -> String {
        do {
            return try await checkpoint(now: now)
        } catch let error as RegisterError where error.code == .missingKey {
            guard let newest = try await engine.read({ try AuditStore.newestCheckpoint($0) }) else { throw error }
            return newest.note
        }
    }
}
