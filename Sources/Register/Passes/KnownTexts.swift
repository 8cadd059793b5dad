import Synchronization

/// The register's keys as they were last read: they are few, and a new one shows in the first pass that it signed.
final class KnownTexts: Sendable {
    private let texts = Mutex(PassTexts(keys: []))

    var known: PassTexts { texts.withLock { $0 } }

    func learn(_ keys: [RegisterKey]) { texts.withLock { $0 = PassTexts(keys: keys) } }
}
