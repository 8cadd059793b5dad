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
        var hasRewound = false
        while let batch = try nextBatch() {
            let progress: Progress
            switch try await service.upload(batch) {
            case .receipt(let envelope): progress = try accept(try verified(envelope), answering: batch)
            case .keptAside: progress = try wasKeptAside(batch)
            }
            switch progress {
            case .settled: count += batch.records.count
            case .rewound where !hasRewound: hasRewound = true
            // The same again would lead nowhere: at the next turn, and somebody hears of it.
            case .rewound, .nothing:
                throw GateError(.source, "the service does not sign for this gate's journal: ask who runs it to look")
            }
        }
        return count
    }

    /// Asks who came and went elsewhere in the port, until nothing more is known.
    package func followPresence(of service: ServiceClient) async throws {
        while true {
            let place = try presencePlace()
            let now = observe(clock.read()).now
            let envelope = try await service.presence(after: place, backlog: try backlog(), now: now)
            let feed = try verified(envelope)
            try merge(feed)
            guard feed.hasMore, feed.through > place else { return }
        }
    }

    /// Takes a receipt that somebody carried here.
    package func accept(receipt bytes: [UInt8]) throws -> Progress {
        try accept(try verified(try UnverifiedMessage<Receipt>(decoding: bytes)))
    }

    /// An answer of the photo listing, likewise.
    func verified(photos message: UnverifiedMessage<PhotoListing>) throws(GateError) -> PhotoListing {
        try verified(message)
    }

    /// A message of the service, by one of the receipt keys in force.
    private func verified<Content: ServiceMessage>(_ message: UnverifiedMessage<Content>) throws(GateError) -> Content {
        let issuer = applied?.trust.policy.issuer
        for key in applied?.trust.keys.receiptKeys(for: message.keyID) ?? [] where key.issuer == issuer {
            if let content = message.verified(by: key.publicKey), key.covers(issuedAt: content.time) { return content }
        }
        throw GateError(
            .source, "what the service said is signed by no key that this gate knows: bring its trust up to date first")
    }
}
