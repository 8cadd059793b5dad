import PassFormat
import PassVerify

/// Which places of the status lists this gate ever saw ended (revoked or superseded): nothing brings them back, whoever
/// signs it (DESIGN section 4).
///
/// Kept in the form of the lists themselves: of an entry's two bits the lower is set for both ends and for nothing else.
struct EndedPlaces: Sendable {
    /// A place that was ended and is not any more.
    struct Regression: Hashable, Sendable {
        let list: UInt32
        /// The first such place of the list.
        let index: Int
        let count: Int
    }

    private static let endedBits: UInt8 = 0b0101_0101

    private(set) var marks: [UInt32: [UInt8]]

    init(_ marks: [UInt32: [UInt8]] = [:]) {
        self.marks = marks
    }

    func contains(list: UInt32, index: Int) -> Bool {
        guard let bytes = marks[list], index >= 0, index / 4 < bytes.count else { return false }
        return bytes[index / 4] >> UInt8(index % 4 * 2) & 1 == 1
    }

    /// What became of a pass, by the list in force and by what was once seen here: an end stays, whatever a list says now.
    ///
    /// - Returns: nil without the list.
    func status(of list: UInt32, _ index: Int, by lists: StatusLists?) -> PassStatus? {
        let status = lists?[list]?[index]
        return status != .superseded && contains(list: list, index: index) ? .revoked : status
    }

    /// Takes in what is known elsewhere.
    /// - Returns: the numbers of the lists whose marks changed.
    mutating func merge(_ other: EndedPlaces) -> [UInt32] {
        var changed: [UInt32] = []
        for (list, bytes) in other.marks {
            let before = marks[list] ?? []
            let merged = (0..<max(before.count, bytes.count)).map { index in
                (index < before.count ? before[index] : 0) | (index < bytes.count ? bytes[index] : 0)
            }
            if merged != before {
                marks[list] = merged
                changed.append(list)
            }
        }
        return changed
    }

    /// Takes in what a new generation's lists say.
    ///
    /// - Returns: the numbers of the lists whose marks changed, and where a list takes something back.
    mutating func merge(_ lists: StatusLists) -> (changed: [UInt32], regressions: [Regression]) {
        var changed: [UInt32] = []
        var regressions: [Regression] = []
        for (number, list) in lists.inOrder where list.bits == StatusList.standardBits {
            let before = marks[number] ?? []
            var after = before
            if after.count < list.packed.count {
                after += [UInt8](repeating: 0, count: list.packed.count - after.count)
            }
            var taken: Regression?
            for (index, byte) in list.packed.enumerated() {
                let ended = byte & Self.endedBits
                let missing = after[index] & ~ended
                if missing != 0 {
                    let first = index * 4 + missing.trailingZeroBitCount / 2
                    taken = Regression(
                        list: number, index: taken?.index ?? first, count: (taken?.count ?? 0) + missing.nonzeroBitCount
                    )
                }
                after[index] |= ended
            }
            if after != before {
                marks[number] = after
                changed.append(number)
            }
            if let taken { regressions.append(taken) }
        }
        return (changed, regressions)
    }
}
