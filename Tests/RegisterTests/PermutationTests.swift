import PassCrypto
import Register
import Testing

@Suite("The order of a status list's places")
struct PermutationTests {
    @Test("gives out each of the 131,072 places exactly once")
    func uniqueness() {
        let places = IndexPermutation.places(in: IndexPermutation(random: .system).bytes)
        #expect(places.count == 131_072)
        #expect(Set(places) == Set(0..<131_072))
    }

    @Test("is another one for other randomness, and the same for the same")
    func randomness() {
        let source = { (seed: UInt64) in
            RandomSource { count in
                var random = SplitMix(seed: seed)
                return (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            }
        }
        #expect(IndexPermutation(random: source(1)) == IndexPermutation(random: source(1)))
        #expect(IndexPermutation(random: source(1)) != IndexPermutation(random: source(2)))
        #expect(IndexPermutation(random: .system) != IndexPermutation(random: .system))
    }

    @Test("says nothing about neighbours: places given out in a row lie anywhere")
    func spread() {
        let places = IndexPermutation.places(in: IndexPermutation(random: .system).bytes)
        let distances = zip(places, places.dropFirst()).map { abs($0 - $1) }
        let mean = Double(distances.reduce(0, +)) / Double(distances.count)
        // A third of the length for independent uniform places; its standard error is below 100.
        #expect(abs(mean - 131_072 / 3) < 600)
        let fixed = places.enumerated().filter { $0.offset == $0.element }.count
        #expect(fixed < 12)
    }

    @Test("is uniform over all orders of its first places")
    func uniformity() {
        // Which of four quarters a place lies in, for the first hundred places of 64 permutations.
        var counts = [0, 0, 0, 0]
        var random = SplitMix(seed: 3)
        for _ in 0..<64 {
            let seed = random.next()
            let source = RandomSource { count in
                var random = SplitMix(seed: seed)
                return (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next() >> 32) }
            }
            for place in IndexPermutation.places(in: Array(IndexPermutation(random: source).bytes.prefix(3 * 100))) {
                counts[place / 32_768] += 1
            }
        }
        #expect(counts.allSatisfy { abs($0 - 1600) < 200 }, "\(counts)")
    }
}
