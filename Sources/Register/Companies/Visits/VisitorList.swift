import Identifiers
import PassFormat
import ShipCalls
import TrustFiles

/// Visitors as somebody types them, one a line: a name and the number of the document, or its last six characters.
package struct VisitorList: Sendable {
    /// Days of the longest visit.
    static let longest: Int64 = 366
    private static let longestShip = 90

    private(set) var visitors: [ExpectedVisitor] = []
    /// What they come for: a ship's visa number, IMO number, call sign or name, as it was typed.
    private(set) var ship: String?
    package private(set) var faults: [Fault] = []

    package init(
        text: String, from: String, until: String, ship: String = "", sponsor: String, now: Int64, utcOffset: Int64,
        most: Int
    ) {
        let lines = text.split(whereSeparator: \.isNewline).map { TextNormalisation.trimmed(String($0)) }
            .filter { !$0.isEmpty }
        self.init(
            lines.map(Self.parts), from: from, until: until, ship: ship, sponsor: sponsor, now: now,
            utcOffset: utcOffset, most: most)
    }

    /// - Parameter lines: a name and a document's number each; nil for what is no such line.
    package init(
        _ lines: [(name: String, document: String)?], from: String, until: String, ship: String = "", sponsor: String,
        now: Int64, utcOffset: Int64, most: Int
    ) {
        if !ship.isEmpty {
            let isShip =
                ship.utf8.count <= Self.longestShip && TextNormalisation.isPlain(ship) && CallQuery(ship) != nil
            if isShip { self.ship = ship } else { faults.append(Fault("vesselCall", "format")) }
        }
        let first = day(from, "from")
        let last = day(until, "until")
        if lines.isEmpty { faults.append(Fault("visitors", "required")) }
        if lines.count > most { faults.append(Fault("visitors", "too-many", ["most": String(most)])) }
        guard let first, let last, faults.isEmpty else { return }
        let (start, end) = (first.start(utcOffset: utcOffset), last.next.start(utcOffset: utcOffset))
        if last < first {
            faults.append(Fault("until", "after-from"))
        } else if end <= now {
            faults.append(Fault("until", "past"))
        } else if end - start > Self.longest * 86_400 {
            // Longer than a year is no visit.
            faults.append(Fault("until", "too-far"))
        }
        guard faults.isEmpty else { return }
        for (place, line) in lines.enumerated() {
            guard let line, let visitor = Self.visitor(line, from: start, until: end, sponsor: sponsor) else {
                faults.append(Fault("visitors", "line", ["row": String(place + 1)]))
                return
            }
            visitors.append(visitor)
        }
    }

    private static func parts(of line: String) -> (name: String, document: String)? {
        let parts = line.split { ",，、\t;；".contains($0) }.map { TextNormalisation.trimmed(String($0)) }
        guard parts.count >= 2, let last = parts.last else { return nil }
        return (parts.dropLast().joined(separator: " "), last)
    }

    private static func visitor(
        _ line: (name: String, document: String), from: Int64, until: Int64, sponsor: String
    ) -> ExpectedVisitor? {
        guard TextNormalisation.isPlain(line.name) else { return nil }
        let hint = TextNormalisation.compact(line.document).suffix(ExpectedVisitor.hintLength)
        return ExpectedVisitor(
            hint: WireText(String(hint)), from: from, until: until, sponsor: WireText(sponsor),
            name: WireText(line.name))
    }

    private mutating func day(_ text: String, _ field: String) -> CivilDate? {
        do throws(IdentifierError) { return try DateText.parse(text) } catch {
            faults.append(Fault(field, error.rule.rawValue))
            return nil
        }
    }
}
