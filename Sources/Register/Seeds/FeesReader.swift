import Identifiers
import PassFormat
import PassVerify

/// Reads `fees.json`.
enum FeesReader {
    private static let amounts: ClosedRange<Int64> = 0...1_000_000

    static func read(_ root: SeedObject, utcOffset: Int64) throws(RegisterError) -> FeeTable {
        try root.expectOnly(["fees", "from"])
        var fees: [FeeTable.Fee] = []
        for object in try root.objects("fees") {
            try object.expectOnly(["from", "until", "kind", "term", "amount", "card", "cardWaived"])
            let fee = FeeTable.Fee(
                kind: try choice(object, "kind", PassKind.allCases) { $0.jsonName },
                term: try choice(object, "term", PassTerm.allCases) { $0.jsonName },
                from: try day(object, "from"), until: object.value("until") == nil ? nil : try day(object, "until"),
                amount: try object.integer("amount", in: amounts), card: try object.integer("card", in: amounts),
                isCardWaived: try object.bool("cardWaived", default: false))
            guard fee.until.map({ $0.daysSinceEpoch >= fee.from.daysSinceEpoch }) ?? true else {
                throw object.fail("until", "is before \"from\"")
            }
            // Two that hold on one day would leave it to chance what somebody pays.
            guard !fees.contains(where: { $0.overlaps(fee) }) else {
                throw object.fail(
                    "from", "another fee for the same kind and term holds then: give that one a last day with \"until\""
                )
            }
            fees.append(fee)
        }
        return FeeTable(fees: fees, utcOffset: utcOffset)
    }

    private static func choice<Choice>(
        _ object: SeedObject, _ name: String, _ choices: [Choice], _ text: (Choice) -> String
    ) throws(RegisterError) -> Choice {
        let given = try object.string(name)
        for choice in choices where text(choice) == given { return choice }
        throw object.fail(name, "must be one of \(choices.map(text).joined(separator: ", "))")
    }

    /// `2026-01-01`.
    private static func day(_ object: SeedObject, _ name: String) throws(RegisterError) -> CivilDate {
        let bytes = Array(try object.string(name).utf8)
        func number(_ place: Range<Int>) -> Int64? {
            var value: Int64 = 0
            for byte in bytes[place] {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int64(byte - 0x30)
            }
            return value
        }
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let date = CivilDate(year: year, month: Int(month), day: Int(day))
        else { throw object.fail(name, "must be a day like 2026-01-01") }
        return date
    }
}
