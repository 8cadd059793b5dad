/// Numbers with at most two decimals, as whole hundredths.
package enum Hundredths {
    /// `199.98`, `9971`; at most eight digits before the point. Nil for anything else.
    package static func parse(_ text: String) -> Int64? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (1...8).contains(parts[0].utf8.count),
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }), let whole = Int64(parts[0])
        else { return nil }
        guard parts.count == 2 else { return whole * 100 }
        guard (1...2).contains(parts[1].utf8.count), let part = Int64(parts[1]) else { return nil }
        return whole * 100 + (parts[1].utf8.count == 1 ? part * 10 : part)
    }

    package static func text(_ value: Int64) -> String {
        let part = value % 100
        return "\(value / 100)" + (part == 0 ? "" : part < 10 ? ".0\(part)" : ".\(part)")
    }
}
