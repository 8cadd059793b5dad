package import GateMessages
internal import PassFormat
internal import PassVerify
internal import SQLStore

extension Gate {
    /// Where the gate is in its port's presence feed.
    package func presencePlace() async throws -> Int64 {
        try await inTurn { gate in
            guard let port = gate.port else { return 0 }
            return try await gate.commit { try ProgressStore.value(.presence(of: port), $0) ?? 0 }
        }
    }

    /// Takes an answer of the feed whose signature verified.
    ///
    /// - Throws: `GateError` with code `request` when it is another port's, or not what was asked for.
    package func merge(_ feed: PresenceFeed) async throws {
        try await inTurn { gate in
            guard let port = gate.port, port == feed.port else {
                throw GateError(.request, "this presence feed is another port's")
            }
            let now = gate.observe(gate.clock.read()).now
            try await gate.commit { database in
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
    }

    /// The port that this gate belongs to, by the policy in force.
    var port: WireText? { applied?.trust.policy.gate(id)?.port }

    /// How many are inside, as far as this gate knows.
    package func insideCount() async throws -> Int64 {
        try await inTurn { gate in try await gate.commit { try PresenceStore.insideCount($0) } }
    }
}
