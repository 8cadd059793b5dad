import Identifiers

/// Finds the calls that another row may be of, by the ship's marks. A hostile feed can't make it look at every pair.
struct VisitIndex {
    private struct Place: Hashable {
        let port: PortCode
        let mark: Mark
        let text: String
    }

    private enum Mark: Hashable { case imo, callSign, englishName, chineseName }

    /// A ship has no more visits in one port at a time; where there are more of one mark, nothing is taken for the same.
    private static let mostVisits = 16

    private let calls: [CallKey: ShipCall]
    private var places: [Place: [CallKey]] = [:]

    init(_ calls: [CallKey: ShipCall], where isWanted: (CallKey) -> Bool) {
        self.calls = calls
        for (key, call) in calls where isWanted(key) {
            for place in Self.places(of: call) { places[place, default: []].append(key) }
        }
    }

    /// The one call that can only be of the same visit; nil for none, and for several.
    func only(_ call: ShipCall, where isWanted: (CallKey) -> Bool) -> CallKey? {
        var found: CallKey?
        var looked: Set<CallKey> = []
        for place in Self.places(of: call) {
            guard let keys = places[place], keys.count <= Self.mostVisits else { continue }
            for key in keys where looked.insert(key).inserted && isWanted(key) {
                guard let other = calls[key], ShipSnapshot.isSameVisit(other, call) else { continue }
                guard found == nil else { return nil }
                found = key
            }
        }
        return found
    }

    private static func places(of call: ShipCall) -> [Place] {
        let marks: [(Mark, String?)] = [
            (.imo, call.imo?.digits), (.callSign, call.callSign),
            (.englishName, call.englishName.flatMap(ShipName.key)),
            (.chineseName, call.chineseName.flatMap(ShipName.key)),
        ]
        return marks.compactMap { mark, text in text.map { Place(port: call.port, mark: mark, text: $0) } }
    }
}
