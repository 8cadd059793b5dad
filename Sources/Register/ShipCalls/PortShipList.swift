import Identifiers
import PassFormat
package import PassVerify
package import ShipCalls
import TrustFiles

/// When the ships of one port are there, for its gates: made anew with every feed from what it tells, and from what it told of ships that
/// have left.
///
/// A feed tells of a departure for a day; a pass for the visit may run longer. Forecasts of departures are left out: gates are told
/// of what has happened, and when to expect a ship at the earliest.
package struct PortShipList: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        /// What the call is known by, as text.
        package let key: String
        package let call: ShipTimes.Call
    }

    private static let anHour: Int64 = 3_600
    /// Forecast and fact differ by up to 48 hours.
    private static let tolerance = CallWindow.Rules().tolerance
    /// A single visit lasts no longer.
    private static let departedKept: Int64 = 31 * 86_400
    /// What a feed forecast longer ago is no reason to keep anybody waiting.
    private static let silence: Int64 = 12 * 3_600

    /// By their keys.
    package let entries: [Entry]

    /// - Parameters:
    ///   - before: what gates were told so far.
    ///   - snapshot: what the feeds tell now.
    package init(after before: PortShipList, _ snapshot: ShipSnapshot, now: Int64) {
        let told = snapshot.calls.compactMap { key, call in
            Self.times(of: call).map { Entry(key: key.description, call: $0) }
        }
        let keys = Set(snapshot.calls.keys.map(\.description))
        let left = before.entries.filter { entry in
            !keys.contains(entry.key) && entry.call.until.map { $0 > now - Self.departedKept } ?? false
        }
        entries = (told + left).sorted { $0.key < $1.key }
    }

    package init(_ entries: [Entry] = []) { self.entries = entries }

    /// What is published.
    /// - Parameter asOf: when the oldest feed of the port was last good.
    package func published(asOf: Int64?, now: Int64) -> [ShipTimes.Call] {
        let isSilent = asOf.map { $0 < now - Self.silence } ?? true
        let calls = entries.map(\.call).filter { call in
            call.until.map { $0 > now - Self.departedKept } ?? !isSilent
        }
        // By when they left or come: of more than gates read, the longest gone are left out.
        return calls.sorted { ($0.until ?? .max, $0.from) < ($1.until ?? .max, $1.from) }.suffix(ShipsFile.mostCalls)
    }

    /// Whole hours, so that a forecast that moves by minutes is no new list.
    private static func times(of call: ShipCall) -> ShipTimes.Call? {
        let marks = [call.visaNumber, call.callSign, call.imo?.digits].compactMap { $0 }
            .compactMap { ShipTimes.mark(WireText($0)) }
        let from: Int64
        if let arrival = call.ata {
            from = down(arrival)
        } else if let arrival = call.eta ?? call.etb {
            from = down(arrival) - tolerance
        } else if let departure = call.atd {
            from = down(departure)
        } else {
            return nil
        }
        let until = call.atd.map { max(from, up($0)) }
        return ShipTimes.Call(marks: unique(marks), from: from, until: until)
    }

    private static func unique(_ marks: [WireText]) -> [WireText] {
        marks.enumerated().filter { place, mark in !marks[..<place].contains(mark) }.map(\.element)
    }

    private static func down(_ time: Int64) -> Int64 { time - time % anHour }
    private static func up(_ time: Int64) -> Int64 { down(time + anHour - 1) }
}
