internal import GateMessages
package import PassFormat
internal import PassVerify
internal import SQLStore
package import TrustFiles
package import TrustUpdates

/// What the gate looks up without a code to scan, in the lists that are sealed to the gates of its port.
extension Gate {
    /// A number that a guard typed: what stands in the directory, and how the pass stands by the status lists in force. The
    /// pass itself was not shown, so whoever carries the number shows an identity document.
    package struct NumberAnswer: Hashable, Sendable {
        package let entry: DirectoryEntry
        /// Nil without the list.
        package let status: PassStatus?
        package let isBarred: Bool
        /// Seconds since 1970, as the gate knows them.
        package let now: Int64
    }

    /// - Returns: nil when the directory does not know the number.
    /// - Throws: `GateError` with code `trust` when this gate can't read its port's lists.
    package func lookUp(number: WireText) throws -> NumberAnswer? {
        let entry: DirectoryEntry
        switch try readableLists().answer(to: number) {
        case .known(let found): entry = found
        case .unknown: return nil
        case .unreadable:
            throw GateError(
                .trust, "the directory of this port is not here yet, or can't be read: it comes with a sync")
        }
        let now = observe(clock.read()).now
        let status = ended.status(of: entry.list, entry.index, by: applied?.trust.statusLists)
        let barred = try? read { try BarredStore.all($0).contains(number) }
        return NumberAnswer(entry: entry, status: status, isBarred: barred ?? false, now: now)
    }

    /// Who is expected today, by the last six characters of the document that somebody shows.
    ///
    /// - Throws: `GateError` with code `trust` when this gate can't read its port's lists.
    package func expectedVisitors(_ hint: WireText) throws -> [ExpectedVisitor] {
        try readableLists().expected(hint, at: observe(clock.read()).now)
    }

    /// Fetches what changed of the port's directory. Trust and journals do not wait for it.
    package func followDirectory(from fetcher: any RepositoryFetcher) async throws {
        guard let port, let version = applied?.mark.version, applied?.lists.isOpen == true else { return }
        let listing = try await updates.run {
            try await home.directoryListing(of: port, version: Int(version), from: fetcher, now: now())
        }
        if let listing { try await home.follow(listing, of: port) }
    }

    private func readableLists() throws(GateError) -> PortLists {
        guard let lists = applied?.lists else { throw GateError(.trust, "this gate has no trust yet: sync it first") }
        switch lists.state {
        case .open: return lists
        case .closed where lists.isOpen: return lists
        case .absent: throw GateError(.trust, "the service gives this port's gates no lists")
        case .closed(let sentence): throw GateError(.trust, sentence)
        }
    }
}
