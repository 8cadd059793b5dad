import Identifiers
import PassFormat
import TrustFiles

/// Visitors as somebody types them, one a line: a name and the number of the document, or its last six characters.
package struct VisitorList: Sendable {
    private(set) var visitors: [ExpectedVisitor] = []
    package private(set) var faults: [Fault] = []

    package init(
        text: String, from: String, until: String, sponsor: String, now: Int64, utcOffset: Int64, most: Int
    ) {
        let first = day(from, "from")
        let last = day(until, "until")
        let lines = text.split(whereSeparator: \.isNewline).map { TextNormalisation.trimmed(String($0)) }
            .filter { !$0.isEmpty }
        if lines.isEmpty { faults.append(Fault("visitors", "required")) }
        if lines.count > most { faults.append(Fault("visitors", "too-many", ["most": String(most)])) }
        guard let first, let last, faults.isEmpty else { return }
        if last < first { return faults.append(Fault("until", "after-from")) }
        let (start, end) = (first.start(utcOffset: utcOffset), last.next.start(utcOffset: utcOffset))
        if end <= now { return faults.append(Fault("until", "past")) }
        // Longer than a year is no visit.
        if end - start > 366 * 86_400 { return faults.append(Fault("until", "too-far")) }
        for (place, line) in lines.enumerated() {
            let parts = line.split { ",，、\t;；".contains($0) }.map { TextNormalisation.trimmed(String($0)) }
            let number = TextNormalisation.compact(parts.last ?? "")
            let name = parts.dropLast().joined(separator: " ")
            guard parts.count >= 2, TextNormalisation.isPlain(name),
                let visitor = ExpectedVisitor(
                    hint: WireText(String(number.suffix(ExpectedVisitor.hintLength))), from: start, until: end,
                    sponsor: WireText(sponsor), name: WireText(name))
            else {
                return faults.append(Fault("visitors", "line", ["row": String(place + 1)]))
            }
            visitors.append(visitor)
        }
    }

    private mutating func day(_ text: String, _ field: String) -> CivilDate? {
        do throws(IdentifierError) { return try DateText.parse(text) } catch {
            faults.append(Fault(field, error.rule.rawValue))
            return nil
        }
    }
}
