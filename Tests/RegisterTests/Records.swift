import Foundation

/// Records for `issue`.
enum Records {
    /// The example of DESIGN section 9.
    static let wang = Self.json(base)

    static var base: [String: any Sendable] {
        [
            "name": "王小明", "idNumber": "A123456789", "organisation": "基隆港埠裝卸股份有限公司", "kind": "person",
            "term": "periodic", "access": ["TWKEL": ["A", "B"]] as [String: [String]], "plates": ["ABC-1234"],
            "notBefore": "2026-12-01T00:00:00+08:00", "notAfter": "2027-12-01T00:00:00+08:00",
        ]
    }

    static func with(_ changes: [String: (any Sendable)?]) -> [UInt8] {
        var record = base
        for (name, value) in changes { record[name] = value }
        return json(record)
    }

    static func json(_ record: [String: any Sendable]) -> [UInt8] {
        [UInt8]((try? JSONSerialization.data(withJSONObject: record, options: [.sortedKeys])) ?? Data())
    }

    /// A person whose number is the `n`th valid one.
    static func person(_ n: Int, _ changes: [String: (any Sendable)?] = [:]) -> [UInt8] {
        with(["idNumber": identity(n), "name": "測試\(n)"].merging(changes) { $1 })
    }

    /// National ids starting with A1, with their check digits.
    static func identity(_ n: Int) -> String {
        let digits = [1, 0, 1] + String(format: "%07d", n).compactMap(\.wholeNumberValue)
        let weights = [1, 9, 8, 7, 6, 5, 4, 3, 2, 1]
        let sum = zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 }
        return "A1" + String(format: "%07d", n) + String((10 - sum % 10) % 10)
    }
}
