package import GateMessages
internal import PassFormat
internal import PassVerify
internal import SQLStore

extension Gate {
    /// Where the gate is in its port's presence feed.
    package func presencePlace() throws -> Int64 {
        guard let port = port else { return 0 }
        return try commit { try ProgressStore.value(.presence(of: port), $0.database) ?? 0 }
    }

    /// Takes an answer of the feed whose signature verified.
    ///
    /// - Throws: `GateError` with code `request` when it is another port's, or not what was asked for.
    package func merge(_ feed: PresenceFeed) throws {
        guard let port = port, port == feed.port else {
            throw GateError(.request, "this presence feed is another port's")
        }
        let now = observe(clock.read()).now
        try commit { journal in
            let database = journal.database
            guard try ProgressStore.value(.presence(of: port), database) ?? 0 == feed.after else {
                throw GateError(.request, "this part of the presence feed was not asked for")
            }
            try PresenceStore.merge(feed.entries, database)
            try ProgressStore.set(.presence(of: port), to: feed.through, database)
            // Only who has all of it shares what the other gates know; and an answer of yesterday that somebody sends
            // again says nothing of today.
            if !feed.hasMore { try ProgressStore.set(.presenceHeard(of: port), to: min(now, feed.time), database) }
        }
    }

    /// The port that this gate belongs to, by the policy in force.
    var port: WireText? { applied?.trust.policy.gate(id)?.port }

    /// How many are inside, as far as this gate knows.
    package func insideCount() throws -> Int64 {
        try commit { try PresenceStore.insideCount($0.database) }
    }
}
