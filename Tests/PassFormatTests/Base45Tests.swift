import Testing
import PassFormat
@Test func one() { #expect(Bool(true)) }
