import Foundation

/// Measures several bodies in interleaved rounds, so that whatever else the machine does falls on all of them alike.
struct Rounds {
    /// Seconds of each round, for each body in the order given.
    let seconds: [[Double]]

    init(_ count: Int, _ bodies: [() -> Void]) {
        var seconds = bodies.map { _ in [Double]() }
        for body in bodies { body() }
        for _ in 0..<count {
            for (index, body) in bodies.enumerated() {
                let start = ContinuousClock.now
                body()
                seconds[index].append((ContinuousClock.now - start) / .seconds(1))
            }
        }
        self.seconds = seconds
    }

    /// The median time of one body.
    func median(_ body: Int) -> Double { Self.median(seconds[body]) }

    /// The median over the rounds of `numerator`'s time by `denominator`'s in the same round.
    func ratio(_ numerator: Int, to denominator: Int) -> Double {
        Self.median(zip(seconds[numerator], seconds[denominator]).map { $0 / $1 })
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return .nan }
        return sorted.count.isMultiple(of: 2)
            ? (sorted[sorted.count / 2 - 1] + sorted[sorted.count / 2]) / 2 : sorted[sorted.count / 2]
    }
}
