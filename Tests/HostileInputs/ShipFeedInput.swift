import ShipCalls

extension HostileInput {
    /// A port's feed of ships, in either shape and encoding.
    static let shipFeed = HostileInput(
        "ship-feed", cost: 4,
        seeds: {
            var call = ShipCall(port: .kaohsiung)
            call.visaNumber = "AKHH115012929"
            call.chineseName = "功許蓋"
            call.englishName = "EVER A & B"
            call.eta = 1_781_478_000
            call.berthName = "#108碼頭"
            return FeedShape.allCases.flatMap { shape in
                FeedEncoding.allCases.compactMap { encoding in
                    var writer = FeedWriter(shape: shape)
                    writer.encoding = encoding
                    writer.declaredName = encoding.rawValue
                    writer.hasBareAmpersands = true
                    return writer.bytes([FeedRow(call, in: shape)])
                }
            }
        }
    ) { bytes in
        guard let feed = try? FeedReader.read(bytes, port: .kaohsiung) else { return }
        let lost = feed.oddities.count { $0.kind == .unidentifiable || $0.kind == .missingPort }
        try require(
            feed.rows == feed.calls.count + lost || feed.furtherOddities > 0, "a ship was lost without a word")
        let snapshot = ShipSnapshot(feed.calls)
        try require(snapshot.calls.count <= feed.calls.count, "a snapshot has more calls than rows")
        try require(
            SnapshotComparison.changes(from: snapshot, to: snapshot).isEmpty, "a snapshot differs from itself")
        let finder = CallFinder(snapshot, asOf: 0)
        for call in feed.calls.prefix(3) {
            guard let typed = call.englishName ?? call.visaNumber, let query = CallQuery(typed) else { continue }
            _ = finder.matches(query, during: 0...1)
        }
    }
}
