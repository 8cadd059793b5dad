import PassFormat
import Testing

@Test func `Base45 encodes as RFC 9285 shows`() {
    #expect(Base45.encode(Array("Hello!!".utf8)) == Array("%69 VD92EX0".utf8))
}
