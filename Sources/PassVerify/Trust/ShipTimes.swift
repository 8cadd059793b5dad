package import PassFormat

/// When the ships that passes name are in port, as the port's feeds told the service.
///
/// What is not in it is not known, and gives no reason: a feed that is silent keeps nobody waiting.
package struct ShipTimes: Hashable, Sendable {
    /// One visit of a ship, with every mark that a pass may name it by.
    package struct Call: Hashable, Sendable {
        package static let mostMarks = 3
        /// A visa number, a call sign or an IMO number, as ``ShipTimes/mark(_:)`` writes it.
        package let marks: [WireText]
        /// Seconds since 1970: who comes before is too early, who comes at `until` or later finds her gone.
        package let from: Int64
        package let until: Int64?

        /// Nil for a call without a mark, or whose times have no order.
        package init?(marks: [WireText], from: Int64, until: Int64?) {
            guard (1...Self.mostMarks).contains(marks.count), marks.allSatisfy({ ShipTimes.mark($0) == $0 }),
                until.map({ $0 >= from }) ?? true
            else { return nil }
            self.marks = marks
            self.from = from
            self.until = until
        }
    }

    /// What is known of a ship at one moment.
    enum Place: Hashable {
        case unknown
        case here
        /// Not before this time.
        case expected(Int64)
        /// Since this time.
        case departed(Int64)
    }

    /// Nothing is known of any ship.
    package static let none = ShipTimes([])

    private let calls: [WireText: [Call]]

    package init(_ calls: [Call]) {
        var byMark: [WireText: [Call]] = [:]
        for call in calls { for mark in call.marks { byMark[mark, default: []].append(call) } }
        self.calls = byMark
    }

    package var isEmpty: Bool { calls.isEmpty }

    /// A mark as people type it, in one spelling: capital letters and digits, without the `IMO` in front of such a number. Nil where
    /// nothing is left, or more than a mark has.
    package static func mark(_ text: WireText) -> WireText? {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): bytes.append(byte - 0x20)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): bytes.append(byte)
            default: continue
            }
        }
        let imo = Array("IMO".utf8)
        if bytes.count == imo.count + 7, bytes.starts(with: imo) { bytes.removeFirst(imo.count) }
        guard PassLimits.vesselCall.contains(bytes.count) else { return nil }
        return try? WireText(validating: bytes)
    }

    /// A ship may come again: what lies ahead counts before what is over.
    func place(of call: WireText, at now: Int64) -> Place {
        guard !calls.isEmpty, let mark = Self.mark(call), let known = calls[mark] else { return .unknown }
        if known.contains(where: { $0.from <= now && $0.until.map { now < $0 } ?? true }) { return .here }
        if let next = known.map(\.from).filter({ $0 > now }).min() { return .expected(next) }
        return known.compactMap(\.until).max().map { .departed($0) } ?? .unknown
    }
}
