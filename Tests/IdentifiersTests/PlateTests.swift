import Identifiers
import Testing

@Suite("Plates")
struct PlateTests {
    @Test(
        arguments: [
            ("ABC-1234", "ABC1234", false), ("abc 1234", "ABC1234", false), ("ＡＢＣ－１２３４", "ABC1234", false),
            ("1234–AB", "1234AB", false), ("外·1234", "1234", true), ("KLA_5678", "KLA5678", true), ("", "", false),
            ("拖車", "", true),
        ] as [(String, String, Bool)])
    func `a plate has one spelling, and what is left out is told`(text: String, plate: String, isChanged: Bool) {
        #expect(PlateText.normalise(text) == (plate, isChanged))
        #expect(PlateText.normalise(PlateText.normalise(text).plate) == (plate, false))
    }

    @Test(
        arguments: [
            "ABC1234", "ABC123", "AB1234", "1234AB", "123AB", "HB77", "77HB", "123ABC", "A11234", "EAB0001", "4A5678",
        ] as [String])
    func `shapes in use are usual`(plate: String) { #expect(!PlateText.isUnusual(plate)) }

    @Test(
        arguments: ["", "1", "A1", "1234", "123456", "ABCD1234", "ABC12345", "A1B2C3", "ABCDEFG", "ABC1"] as [String])
    func `other shapes are worth a second look`(plate: String) { #expect(PlateText.isUnusual(plate)) }
}
