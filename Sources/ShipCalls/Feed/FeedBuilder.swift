import StrictXML

/// Puts the ships of a feed together from what the reader of XML comes upon.
final class FeedBuilder {
    private let port: PortCode?
    private let limits: FeedLimits

    private var shape: FeedShape?
    private var path: [String] = []
    private var row: FeedRowReader?
    /// How deep `SHIP` stands.
    private var rowDepth = 0
    private var fieldText = ""
    private var rowStarts: [Int] = []
    private var calls: [ShipCall] = []
    private var log: OddityLog
    private var unknown: Set<String> = []
    private var root = ""
    private var hasTooMany: XMLPlace?

    init(port: PortCode?, limits: FeedLimits, first: [FeedOddity]) {
        self.port = port
        self.limits = limits
        log = OddityLog(first, limit: limits.oddities)
    }

    /// - Returns: false when there are too many ships to go on.
    func take(_ event: XMLEvent) -> Bool {
        switch event {
        case .open(let name, let attributes, let place): return open(name, attributes, place)
        case .text(let text): read(text)
        case .close(let name): close(name)
        }
        return true
    }

    func finished(encoding: FeedEncoding, ampersands: [Int]) throws(ShipFeedError) -> ShipFeed {
        if let hasTooMany {
            throw ShipFeedError(.tooManyShips, hasTooMany, "the feed has more than \(limits.ships) ships")
        }
        guard let shape, !rowStarts.isEmpty || Self.roots.contains(root) else {
            throw ShipFeedError(.notAFeed, nil, "this is XML, but no feed of ships")
        }
        noteAmpersands(ampersands)
        if rowStarts.isEmpty { log.note(.noShips) }
        return ShipFeed(
            shape: shape, encoding: encoding, rows: rowStarts.count, calls: calls, oddities: log.kept,
            furtherOddities: log.further)
    }

    /// What the second shape's root is called is not documented; these were seen or are likely.
    private static let roots: Set<String> = ["OPEN_DATA", "IN_PORT", "OUT_PORT", "SHIPS"]

    private func open(_ name: String, _ attributes: Int, _ place: XMLPlace) -> Bool {
        defer { path.append(name) }
        if path.isEmpty { meetRoot(name) }
        if row != nil {
            if attributes > 0 { log.note(.attribute, row: rowStarts.count, element: name) }
            // One level below the ship stand its fields; anything deeper is passed over.
            if path.count == rowDepth { fieldText = "" } else { row?.isNested = true }
            return true
        }
        guard name == "SHIP" else { return true }
        guard rowStarts.count < limits.ships else {
            hasTooMany = place
            return false
        }
        rowStarts.append(place.byte)
        if attributes > 0 { log.note(.attribute, row: rowStarts.count, element: name) }
        row = FeedRowReader(number: rowStarts.count, shape: shape ?? .shipList, port: port, limits: limits)
        rowDepth = path.count + 1
        return true
    }

    private func meetRoot(_ name: String) {
        root = name
        shape = name == "OPEN_DATA" ? .openData : .shipList
        if !Self.roots.contains(name) { log.note(.unknownRoot, element: name) }
    }

    private func read(_ text: String) {
        guard row != nil else {
            // Descriptions of the feed stand outside of ships, in elements of their own.
            if path.count <= 1, !Self.isBlank(text) { log.note(.strayText, element: path.last, value: text) }
            return
        }
        if path.count == rowDepth + 1 {
            fieldText += text
        } else if path.count == rowDepth, !Self.isBlank(text) {
            log.note(.strayText, row: rowStarts.count, value: text)
        }
    }

    private func close(_ name: String) {
        path.removeLast()
        guard row != nil else { return }
        if path.count == rowDepth {
            if row?.isNested == true {
                log.note(.nested, row: rowStarts.count, element: name)
                row?.isNested = false
            }
            if row?.set(name, to: fieldText, &log) == false, unknown.count < 100, unknown.insert(name).inserted {
                log.note(.unknownElement, row: rowStarts.count, element: name)
            }
        } else if path.count == rowDepth - 1 {
            if let call = row?.finished(&log) { calls.append(call) }
            row = nil
        }
    }

    /// Each ship that has one is told once.
    private func noteAmpersands(_ places: [Int]) {
        var told: Set<Int> = []
        var row = 0
        for place in places {
            while row < rowStarts.count, rowStarts[row] <= place { row += 1 }
            if told.insert(row).inserted { log.note(.bareAmpersand, row: row == 0 ? nil : row) }
        }
    }

    private static func isBlank(_ text: String) -> Bool { text.utf8.allSatisfy { $0 <= 0x20 } }
}
