import Foundation

/// Bodies of work timed in turn, over and over, so that what else the machine does hits all of them alike.
struct Rounds {
    /// Seconds of processor time of each round, for each body in the order given.
    private let seconds: [[Double]]

    /// - Parameter count: How often each body is timed, after running once without being timed.
    init(_ count: Int, _ bodies: [() -> Void]) {
        var seconds = bodies.map { _ in [Double]() }
        for body in bodies { body() }
        for _ in 0..<count {
            for (index, body) in bodies.enumerated() {
                let start = Self.processorSeconds()
                body()
                seconds[index].append(Self.processorSeconds() - start)
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

    /// What this thread has used of a processor: other people's builds do not count.
    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return .nan }
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}
