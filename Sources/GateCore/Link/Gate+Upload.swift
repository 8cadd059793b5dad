internal import GateMessages
internal import PassCrypto
internal import PassVerify

extension Gate {
    /// Sends everything that the service has not signed for.
    ///
    /// - Returns: how many records it signed for, or keeps.
    /// - Throws: what broke the exchange; what was signed for until then stays so.
    package func upload(to service: ServiceClient) async throws -> Int {
        var count = 0
        var last: JournalPlace?
        while let batch = try await nextBatch() {
            // The same again would be no progress: better at the next turn than for ever.
            let place = JournalPlace(epoch: batch.epoch, sequence: batch.first)
            if place == last { break }
            last = place
            let isProgress: Bool
            switch try await service.upload(batch) {
            case .receipt(let envelope): isProgress = try await accept(try verified(envelope), answering: batch)
            case .keptAside: isProgress = try await wasKeptAside(batch)
            }
            guard isProgress else { break }
            count += batch.records.count
        }
        return count
    }

    /// Asks who came and went elsewhere in the port, until nothing more is known.
    package func followPresence(of service: ServiceClient) async throws {
        while true {
            let place = try await presencePlace()
            let now = await inTurn { gate in gate.observe(gate.clock.read()).now }
            let envelope = try await service.presence(after: place, backlog: try await backlog(), now: now)
            let feed = try verified(envelope)
            try await merge(feed)
            guard feed.hasMore, feed.through > place else { return }
        }
    }

    /// Takes a receipt that somebody carried here.
    package func accept(receipt bytes: [UInt8]) async throws -> Bool {
        try await accept(try verified(try UnverifiedMessage<Receipt>(decoding: bytes)))
    }

    /// A message of the service, by one of the receipt keys in force.
    private func verified<Content: GateMessage>(_ message: UnverifiedMessage<Content>) throws(GateError) -> Content {
        let issuer = applied?.trust.policy.issuer
        for key in applied?.trust.keys.receiptKeys(for: message.keyID) ?? [] where key.issuer == issuer {
            if let content = message.verified(by: key.publicKey) { return content }
        }
        throw GateError(
            .source, "what the service said is signed by no key that this gate knows: bring its trust up to date first")
    }
}
