import PassFormat
import Testing

@Suite("Identifiers of eight bytes") struct IdentifierTests {
    @Test("Sixteen digits of either case are one, and print in lower case")
    func hex() {
        #expect(PassID(hex: "0123456789ABcdef")?.rawValue == 0x0123_4567_89AB_CDEF)
        #expect(PassID(hex: "0123456789ABcdef")?.hex == "0123456789abcdef")
        #expect(PassID(rawValue: 0xA).bytes == [0, 0, 0, 0, 0, 0, 0, 0x0A])
        #expect(PassID([0, 0, 0, 0, 0, 0, 0, 0x0A]) == PassID(rawValue: 0xA))
    }

    @Test(
        "Anything else is none",
        arguments: ["", "a", "0123456789abcde", "0123456789abcdef0", "0123456789abcdeg", "0123456789abcd é"])
    func noHex(text: String) {
        #expect(PassID(hex: text) == nil)
    }

    @Test("Bytes that are not eight are none", arguments: [0, 1, 7, 9])
    func bytes(count: Int) {
        #expect(PassID([UInt8](repeating: 1, count: count)) == nil)
    }
}
