import Identifiers

/// Finds calls by what people type.
package struct CallFinder: Sendable {
    private let snapshot: ShipSnapshot
    private let asOf: Int64
    private let rules: CallWindow.Rules
    private var marks: [Place: [CallKey]] = [:]
    private var names: [(name: String, key: CallKey)] = []

    private struct Place: Hashable {
        let mark: CallMatch.Mark
        let text: String
    }

    /// - Parameter asOf: when the feeds were read.
    package init(_ snapshot: ShipSnapshot, asOf: Int64, rules: CallWindow.Rules = CallWindow.Rules()) {
        self.snapshot = snapshot
        self.asOf = asOf
        self.rules = rules
        for (key, call) in snapshot.calls {
            let named = [call.englishName, call.chineseName].compactMap { $0.flatMap(ShipName.key) }
            add(.visaNumber, call.visaNumber, key)
            add(.imo, call.imo?.digits, key)
            add(.callSign, call.callSign, key)
            for name in Set(named) {
                add(.name, name, key)
                names.append((name, key))
            }
        }
        names.sort { ($0.name, $0.key) < ($1.name, $1.key) }
    }

    private mutating func add(_ mark: CallMatch.Mark, _ text: String?, _ key: CallKey) {
        if let text { marks[Place(mark: mark, text: text), default: []].append(key) }
    }

    /// Fewer letters begin too many names.
    private static let fewestLetters = 2
    /// Of names that only begin so, no more are offered.
    package static let mostBeginnings = 20

    /// - Parameters:
    ///   - visit: the first and last second of what is planned.
    ///   - port: of this port only.
    /// - Returns: the best first: accepted ones, then by mark, then by how far they are off, then by key. Also those at another
    ///   time, so that a person can be told when the ship comes.
    package func matches(_ query: CallQuery, during visit: ClosedRange<Int64>, port: PortCode? = nil) -> [CallMatch] {
        var found: [CallKey: CallMatch] = [:]
        func add(_ mark: CallMatch.Mark, _ key: CallKey) {
            guard port == nil || port == key.port, found[key] == nil, let call = snapshot.calls[key] else { return }
            let fit = CallWindow(call, asOf: asOf, rules: rules)?.fit(visit, rules: rules) ?? .undated
            found[key] = CallMatch(key: key, call: call, mark: mark, fit: fit)
        }
        let exact: [(CallMatch.Mark, String?)] = [
            (.visaNumber, query.visaNumber), (.imo, query.imo), (.callSign, query.visaNumber), (.name, query.name),
        ]
        for (mark, text) in exact {
            guard let text else { continue }
            for key in marks[Place(mark: mark, text: text)] ?? [] { add(mark, key) }
        }
        if let name = query.name, name.count >= Self.fewestLetters {
            let limit = found.count + Self.mostBeginnings
            var place = firstPlace(of: name)
            while place < names.count, names[place].name.hasPrefix(name), found.count < limit {
                add(.beginningOfName, names[place].key)
                place += 1
            }
        }
        return found.values.sorted { Self.order($0) < Self.order($1) }
    }

    private func firstPlace(of name: String) -> Int {
        var low = 0
        var high = names.count
        while low < high {
            let middle = (low + high) / 2
            if names[middle].name < name { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func order(_ match: CallMatch) -> (Int, Int, Int64, CallKey) {
        let off: Int64 =
            switch match.fit {
            case .within: 0
            case .tolerated(let seconds), .outside(let seconds): seconds
            case .undated: .max
            }
        return (match.isAccepted ? 0 : 1, match.mark.rawValue, off, match.key)
    }
}
