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
            try await forgetVisitors(now: now)
            if directory == .first { while try await workOnDirectory(by: principal, now: now) {} }
            let ports = try await portPublications(by: principal, now: now)
            let publication = try await publication(ports.files, now: now)
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
    private static let retirementDelay: Int64 = 30 * 86_400

    private func publication(_ lists: [String: [UInt8]], now: Int64) async throws -> Publication {
        let known = try await engine.read { try KeyStore.all($0) }
        guard let signer = known.first(where: { $0.use == .status && $0.state == .current }),
            signer.publicKey == keys.status.publicKey
        else { throw RegisterError(.missingKey, "the register has no current key for status lists: make a new one") }
        let maker = StatusTokenMaker(engine: engine, seeds: seeds, key: keys.status, signer: signer, now: now)
        var issued: [KeyID: IssuedSet] = [:]
        for key in known where key.use == .pass && key.state == .compromised {
            let digests = try await engine.read { database in
                try PassStore.digests(signer: key.number, database)
                    + LostPlaceStore.digests(signer: key.number, database)
            }
            issued[key.id] = IssuedSet(SixteenByteTable(digests))
        }
        return Publication(
            keys: known, policy: seeds.policy, level: try await level(), tokens: try await maker.tokens(),
            issued: issued, checkpoint: try await checkpoint(now: now), lists: lists)
    }
}
