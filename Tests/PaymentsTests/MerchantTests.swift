import PassCrypto
import Payments
import Testing

@Suite("A merchant")
struct MerchantTests {
    private func merchant(_ id: String, _ keys: String) throws -> ECPayMerchant {
        try ECPayMerchant(id: id, keys: SecretBytes(copying: Array(keys.utf8).span))
    }

    @Test("has a number of at most ten digits and two keys of 16 letters or digits")
    func limits() throws {
        let keys = "abcdefghijklmnop0123456789ABCDEF"
        #expect(try merchant("1234567890", keys).id == "1234567890")
        for id in ["", "12345678901", "12a", "１２", " 1"] {
            #expect(throws: PaymentError.self) { try merchant(id, keys) }
        }
        for bad in [
            "", String(keys.dropLast()), keys + "0", keys.replacing("a", with: "&"), keys.replacing("a", with: "é"),
        ] {
            #expect(throws: PaymentError.self) { try merchant("1", bad) }
        }
    }

    @Test("that everybody can sign for is known as such, by its number and by its keys")
    func test() throws {
        #expect(try ECPayMerchant.test().isTest)
        #expect(try merchant("3002607", "abcdefghijklmnop0123456789ABCDEF").isTest)
        #expect(try merchant("1234567", "pwFHCqoQZGmho4w6EkRm7iFT261dpevs").isTest)
        #expect(try !merchant("1234567", "abcdefghijklmnop0123456789ABCDEF").isTest)
    }

    @Test("shows its keys to nobody")
    func secret() throws {
        let merchant = try merchant("1234567", "abcdefghijklmnop0123456789ABCDEF")
        var dumped = ""
        dump(merchant, to: &dumped)
        for text in ["\(merchant)", String(reflecting: merchant), dumped] {
            #expect(!text.contains("abcdefgh") && !text.contains("456789AB"))
        }
    }
}
