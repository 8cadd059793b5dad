import SQLStore
import Synchronization

/// The register's keys as they were last read: they are few, and a new one shows in the first pass that it signed.
final class KnownTexts: Sendable {
    private let texts = Mutex(PassTexts(keys: []))

    var known: PassTexts { texts.withLock { $0 } }

    func learn(_ keys: [RegisterKey]) { texts.withLock { $0 = PassTexts(keys: keys) } }

    /// Those that know all of some passes.
    func knowing(_ rows: [PassRow], _ database: any SQLReading) throws -> PassTexts {
        let known = known
        if rows.allSatisfy({ known.knows($0) }) { return known }
        let all = PassTexts(keys: try KeyStore.all(database))
        texts.withLock { $0 = all }
        return all
    }
}
