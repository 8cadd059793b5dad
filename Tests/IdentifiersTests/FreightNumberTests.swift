import Identifiers
import Testing

@Suite("IMO numbers and container numbers")
struct FreightNumberTests {
    private func imo(_ text: String) -> IdentifierError.Rule? {
        brokenRule { _ = try IMONumber(text) }
    }

    private func container(_ text: String) -> IdentifierError.Rule? {
        brokenRule { _ = try ContainerNumber(text) }
    }

    @Test(arguments: ["9281346", "IMO 9281346", "imo9281346", "ＩＭＯ９２８１３４６", " 928-1346 "] as [String])
    func `a ship's number is taken, however it is typed`(text: String) throws {
        #expect(try IMONumber(text).digits == "9281346")
    }

    @Test(arguments: ["9074729", "9395044", "8814275", "9321483"] as [String])
    func `numbers of real ships are good`(text: String) { #expect(imo(text) == nil) }

    @Test(
        arguments: [
            ("9281345", "check-digit"), ("928134", "format"), ("92813466", "format"), ("0281346", "format"),
            ("IMO", "required"), ("", "required"), ("92813A6", "format"), ("九二八一三四六", "format"),
        ] as [(String, String)])
    func `a bad ship's number breaks its rule`(text: String, expected: String) {
        #expect(imo(text)?.rawValue == expected)
    }

    @Test func `every wrong digit of a ship's number is found that the weights can find`() {
        for error in singleDigitErrors(in: "9281346") where error.place > 0 || error.to > 0 {
            let weight = error.place == 6 ? 1 : 7 - error.place
            #expect((imo(error.text) == nil) == (weight * (error.to - error.from) % 10 == 0))
        }
    }

    @Test(arguments: ["CSQU3054383", "csqu 305438-3", "ＣＳＱＵ３０５４３８３"] as [String])
    func `a container's number is taken, however it is typed`(text: String) throws {
        let number = try ContainerNumber(text)
        #expect(number.text == "CSQU3054383" && number.owner == "CSQ" && number.category == "U")
    }

    @Test(arguments: ["MSKU6011672", "TOLU4734787", "HJCU8281988", "APZU3211393", "TGHU1000050"] as [String])
    func `other containers are good`(text: String) { #expect(container(text) == nil) }

    @Test(
        arguments: [
            ("CSQU3054384", "check-digit"), ("CSQA3054383", "format"), ("CSQU305438", "format"),
            ("C5QU3054383", "format"),
            ("", "required"), ("CSQU30543833", "format"), ("貨櫃", "format"),
        ] as [(String, String)])
    func `a bad container's number breaks its rule`(text: String, expected: String) {
        #expect(container(text)?.rawValue == expected)
    }

    @Test func `every wrong digit of a container's number is found, but for a remainder of ten written as zero`() {
        var found = 0
        for number in ["CSQU3054383", "MSKU6011672", "TOLU4734787", "TGHU1000050", "TGHU1000070"] {
            for error in singleDigitErrors(in: number) {
                if container(error.text) == .checkDigit {
                    found += 1
                } else {
                    // 2^place times the difference is what the remainder moved by: from 0 to 10 or back.
                    let moved = (error.to - error.from) << error.place
                    #expect([1, 10].contains(((moved % 11) + 11) % 11) && error.place < 10)
                    #expect(number.last == "0")
                }
            }
        }
        // In three numbers of no zero all of them; in two of remainder 10 or 0 all but at most one a place.
        #expect(found >= 303 && found < 315)
    }

    @Test func `every letter of a container's number has its published value`() {
        let values = Array(10...38).filter { $0 % 11 != 0 }
        for (letter, value) in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", values) {
            // U is 32, in the place of eight.
            let sum = value + value * 2 + value * 4 + 32 * 8
            for digit in 0...9 {
                let text = "\(letter)\(letter)\(letter)U000000\(digit)"
                #expect(container(text) == (sum % 11 % 10 == digit ? nil : .checkDigit))
            }
        }
    }
}
