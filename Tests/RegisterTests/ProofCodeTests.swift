import PassCrypto
import Register
import Synchronization
import Testing

@Suite("Six digits")
struct ProofCodeTests {
    /// A source that gives these numbers in turn, then the last again and again.
    private func source(_ numbers: [UInt32]) -> RandomSource {
        let place = Mutex(0)
        return RandomSource { count in
            let number = place.withLock { place in
                defer { place = min(place + 1, numbers.count - 1) }
                return numbers[place]
            }
            return withUnsafeBytes(of: number.bigEndian) { Array($0.prefix(count)) }
        }
    }

    @Test("are six, with the zeros in front")
    func six() throws {
        #expect(try ProofCode(random: source([0])).digits == Array("000000".utf8))
        #expect(try ProofCode(random: source([42])).digits == Array("000042".utf8))
        #expect(try ProofCode(random: source([1_999_999])).digits == Array("999999".utf8))
        #expect(try ProofCode(random: source([4_293_999_999])).digits == Array("999999".utf8))
    }

    @Test("do not come of the last numbers, of which there are too few for all codes")
    func unbiased() throws {
        #expect(try ProofCode(random: source([4_294_000_000, 7])).digits == Array("000007".utf8))
        #expect(try ProofCode(random: source([.max, .max, 8])).digits == Array("000008".utf8))
        #expect(throws: RegisterError.self) { try ProofCode(random: source([.max])) }
    }

    @Test("are spread evenly")
    func spread() throws {
        var counts = [Int](repeating: 0, count: 10)
        for _ in 0..<20_000 {
            for digit in try ProofCode(random: .system).digits { counts[Int(digit - 0x30)] += 1 }
        }
        // Nine standard deviations of 12,000 expected each.
        for count in counts { #expect(abs(count - 12_000) < 940, "\(counts)") }
    }

    @Test("are read as people type them")
    func typed() {
        for text in ["123456", " 123 456 ", "１２３４５６", "123-456"] {
            #expect(ProofCode(typed: text)?.digits == Array("123456".utf8), "\(text)")
        }
        for text in ["", "12345", "1234567", "12345a", "١٢٣٤٥٦"] { #expect(ProofCode(typed: text) == nil, "\(text)") }
    }
}
