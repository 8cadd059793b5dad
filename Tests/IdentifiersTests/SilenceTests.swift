import Identifiers
import Testing

/// Whatever is typed, the answer is a value or a rule: nothing traps, and nothing typed comes back in an error.
@Suite("Errors of identifiers")
struct SilenceTests {
    private static let today = CivilDate(daysSinceEpoch: 20_783)

    private static let readers: [@Sendable (String) throws -> Void] = [
        { text in _ = try IdentityNumber(text, kind: nil, now: 0) },
        { text in _ = try IdentityNumber(text, kind: .passport, now: .max) },
        { text in _ = try CompanyNumber(text) },
        { text in _ = try PassportMRZ(text, today: today) },
        { text in _ = try IMONumber(text) },
        { text in _ = try ContainerNumber(text) },
        { text in _ = try MobileNumber(text) },
        { text in _ = try EmailAddress(text) },
        { text in _ = try PersonName(text) },
        { text in _ = try PostalAddress(text) },
        { text in _ = try BirthDate(text, today: today) },
    ]

    @Test(
        arguments: [
            "A123456788", "L898902C37UTO7408122F1204159ZE184226B<<<<<10", "secret@@example.com", "0212345678",
            "75/13/45",
            "王\u{202E}秘密",
        ] as [String])
    func `an error tells the rule and nothing of what was typed`(text: String) throws {
        for reader in Self.readers {
            do {
                try reader(text)
            } catch let error as IdentifierError {
                for part in [text, String(text.prefix(6)), String(text.suffix(5))] {
                    #expect(!"\(error) \(error.rule)".contains(part))
                }
                #expect(!error.description.isEmpty && !error.rule.rawValue.isEmpty)
            }
        }
    }

    @Test func `fifty thousand texts of anything are answered`() throws {
        var random = SplitMix(seed: 7)
        let seeds = [
            "A123456789", "04595257", "L898902C36UTO7408122F1204159ZE184226B<<<<<10", "IMO9281346", "CSQU3054383",
            "+886 912 345 678", "wang@example.com", "谷辣斯·尤達卡", "202 基隆市\n中正路1號", "民國75年3月9日",
        ]
        let scalars: [Unicode.Scalar] = [
            "0", "9", "A", "z", "<", "@", ".", "-", "年", "元", "\u{0}", "\u{FF10}", "\u{301}", "\u{202E}", "\u{10FFFF}",
            "\n",
            "\u{3000}", "٣", "+", "/",
        ]
        for round in 0..<50_000 {
            var text = Array(seeds[round % seeds.count].unicodeScalars)
            for _ in 0...Int.random(in: 0...4, using: &random) {
                let place = Int.random(in: 0...text.count, using: &random)
                let scalar = scalars[Int.random(in: 0..<scalars.count, using: &random)]
                if Bool.random(using: &random), place < text.count {
                    text[place] = scalar
                } else {
                    text.insert(scalar, at: place)
                }
            }
            var typed = String.UnicodeScalarView()
            typed.append(contentsOf: text)
            for reader in Self.readers {
                do { try reader(String(typed)) } catch let error as IdentifierError {
                    #expect(!error.description.isEmpty)
                }
            }
            _ = PlateText.isUnusual(PlateText.normalise(String(typed)).plate)
        }
    }
}
