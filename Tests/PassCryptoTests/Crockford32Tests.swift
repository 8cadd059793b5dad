import PassCrypto
import Testing

@Suite("Crockford's Base32, typed by people")
struct Crockford32Tests {
    @Test("What is printed is read again, in groups or not, however it is typed")
    func typed() {
        let values = [UInt8](0..<32)
        #expect(Crockford32.text(values) == "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        #expect(Crockford32.values(typed: Crockford32.text(values)) == values)
        #expect(Crockford32.text(values, groupsOf: 5).hasPrefix("01234-56789-ABCDE"))
        #expect(Crockford32.values(typed: Crockford32.text(values, groupsOf: 5).lowercased()) == values)
        #expect(Crockford32.values(typed: " iL-oO ") == [1, 1, 0, 0])
        #expect(Crockford32.text([1, 2, 3], groupsOf: 2) == "12-3")
        #expect(Crockford32.values(typed: "") == [])
    }

    @Test("Anything else is no character of it", arguments: ["U", "u", "!", "é", "１", "1_2"])
    func others(text: String) {
        #expect(Crockford32.values(typed: text) == nil)
    }

    @Test("As it is printed: nothing is forgiven")
    func plain() {
        #expect(Crockford32.isPlain("7K2MX".utf8))
        for text in ["7k2mx", "O", "7-K"] { #expect(!Crockford32.isPlain(text.utf8)) }
    }
}
