import PassFormat

/// What a payer reads on the payment service's page, which speaks Chinese and English.
package enum FeeWords {
    static func title(inEnglish: Bool) -> String { inEnglish ? "Port pass fees" : "港區通行證規費" }

    /// One line for each kind of thing, with how many of it.
    static func items(_ lines: [OrderLine], inEnglish: Bool) -> [String] {
        var names: [String] = []
        var counts: [String: Int] = [:]
        for line in lines where line.amount > 0 {
            let name = name(of: line, inEnglish: inEnglish)
            if counts[name] == nil { names.append(name) }
            counts[name, default: 0] += 1
        }
        return names.map { name in
            let count = counts[name] ?? 1
            return count == 1 ? name : inEnglish ? "\(name) (\(count))" : "\(name)（\(count)件）"
        }
    }

    /// What is paid for with a line.
    package static func name(of line: OrderLine, inEnglish: Bool) -> String {
        let kind: (String, String) =
            switch line.kind {
            case .person: ("人員", "person")
            case .vehicle: ("車輛", "vehicle")
            case .visitorCard: ("訪客證", "visitor card")
            }
        let term: (String, String) =
            switch line.term {
            case .periodic: ("定期通行證", "Periodic pass")
            case .temporary: ("臨時通行證", "Temporary pass")
            case .singleVisit: ("當次通行證", "Single visit")
            }
        if inEnglish { return "\(term.1), \(kind.1)".replacing(",", with: " -") + (line.hasCard ? " with card" : "") }
        return kind.0 + term.0 + (line.hasCard ? "含實體卡" : "")
    }
}
