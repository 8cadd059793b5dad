import Identifiers

/// The calls of a day as they are typed, and what is wrong with it.
package struct CallForm: Hashable, Sendable {
    /// More than any line rings in a day: a slip of the finger.
    package static let most: Int64 = 1_000_000

    /// In either calendar.
    package var day: String
    /// As ``CallLine/text``.
    package var line: String
    package var came: String
    package var answered: String
    package var inTime: String
    package var callbacks: String

    package init(
        day: String = "", line: String = CallLine.sharedName, came: String = "", answered: String = "",
        inTime: String = "", callbacks: String = ""
    ) {
        self.day = day
        self.line = line
        self.came = came
        self.answered = answered
        self.inTime = inTime
        self.callbacks = callbacks
    }

    package init(_ tally: CallTally) {
        self.init(
            day: DateText.iso(tally.day), line: tally.line.text, came: String(tally.figures.came),
            answered: String(tally.figures.answered), inTime: String(tally.figures.inTime),
            callbacks: String(tally.figures.callbacks))
    }

    struct Checked: Hashable, Sendable {
        let day: CivilDate
        let line: CallLine
        let figures: CallFigures
    }

    /// - Parameters:
    ///   - known: ids of the ports there are.
    ///   - today: nothing is counted before it was.
    func checked(ports known: Set<String>, today: CivilDate) -> Result<Checked, Faults> {
        var faults: [Fault] = []
        let day = try? DateText.parse(self.day)
        if let day {
            if day > today {
                faults.append(Fault("day", "future"))
            } else if day.year < 2000 {
                faults.append(Fault("day", "too-old"))
            }
        } else {
            faults.append(Fault("day", self.day.isEmpty ? "required" : "format"))
        }
        let line = CallLine(text: self.line)
        if case .port(let id) = line, !known.contains(id) { faults.append(Fault("line", "not-found")) }
        func number(_ name: String, _ text: String) -> Int64? {
            switch Self.number(text) {
            case .success(let number): return number
            case .failure(let problem):
                faults.append(Fault(name, problem.rule))
                return nil
            }
        }
        let came = number("came", came)
        let answered = number("answered", answered)
        let inTime = number("inTime", inTime)
        let callbacks = number("callbacks", callbacks)
        if let came, let answered, answered > came { faults.append(Fault("answered", "more-than-came")) }
        if let answered, let inTime, inTime > answered { faults.append(Fault("inTime", "more-than-answered")) }
        guard faults.isEmpty, let day, let came, let answered, let inTime, let callbacks else {
            return .failure(Faults(faults))
        }
        return .success(
            Checked(
                day: day, line: line,
                figures: CallFigures(came: came, answered: answered, inTime: inTime, callbacks: callbacks)))
    }

    private struct Problem: Error { let rule: String }

    /// Digits, with commas between thousands where somebody typed or a spreadsheet wrote them.
    private static func number(_ typed: String) -> Result<Int64, Problem> {
        let text = OpinionText.plain(typed).filter { $0 != "," && $0 != "，" }
        if text.isEmpty { return .failure(Problem(rule: "required")) }
        guard text.utf8.count < 10, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int64(text)
        else { return .failure(Problem(rule: "no-count")) }
        return number <= most ? .success(number) : .failure(Problem(rule: "too-large-count"))
    }
}
