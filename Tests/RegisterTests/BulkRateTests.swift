import Foundation
import Register
import Testing

@Suite("Bulk issue, measured")
struct BulkRateTests {
    static let isAsked = ProcessInfo.processInfo.environment["PORTPASS_BENCH"] != nil

    static var processorSeconds: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    }

    /// A measurement, not a check: the rate of a machine that builds something else beside says nothing. Asked for by
    /// `PORTPASS_BENCH=1`; the budget (DESIGN section 11) is 7,500 passes/s, durable and self-verified, on two cores.
    @Test("prints passes a second, beside its budget", .enabled(if: isAsked, "measured when PORTPASS_BENCH is set"))
    func rate() async throws {
        let scratch = try ScratchRegister()
        let register = try await scratch.create()
        let lines = (1...120_000).map { n in
            Array(
                #"{"name":"測試王小明\#(n)","idNumber":"\#(Records.identity(n))","organisation":"基隆港埠裝卸股份有限公司","kind":"person","term":"periodic","access":{"TWKEL":["A","B"]},"plates":["ABC-1234"],"notBefore":"2026-12-01T00:00:00+08:00","notAfter":"2027-12-01T00:00:00+08:00"}"#
                    .utf8)
        }
        var output = 0
        for (start, count) in [(0, 20_000), (20_000, 25_000), (45_000, 25_000), (70_000, 25_000), (95_000, 25_000)] {
            var next = start
            let clock = ContinuousClock()
            let (begun, cpu) = (clock.now, Self.processorSeconds)
            let summary = try await register.issueLines(
                next: {
                    guard next < start + count else { return nil }
                    next += 1
                    return lines[next - 1]
                }, now: { ScratchRegister.now }, by: scratch.by, emit: { output += ($0.outcome.pass?.json.count ?? 0) })
            #expect(summary.issued == count)
            let seconds = Double((clock.now - begun) / .milliseconds(1)) / 1000
            let rate = Double(count) / seconds
            let spent = Self.processorSeconds - cpu
            print(
                "\(count) passes in \(seconds) s: \(Int(rate))/s, \(rate / 7500) of the budget of 7500/s;",
                "\(spent / Double(count) * 1e6) us of processor each, \(spent / seconds) processors had")
        }
        let clock = ContinuousClock()
        var begun = clock.now
        _ = try await register.publish(by: scratch.by, now: ScratchRegister.now)
        print("first publication: \(clock.now - begun), output \(output) bytes")
        begun = clock.now
        _ = try await register.verifyAudit()
        print("audit verify of \(try await register.auditSize()) records: \(clock.now - begun)")
        register.close()
        let size =
            try FileManager.default.attributesOfItem(atPath: scratch.folder + "/register.sqlite")[.size] as? Int ?? 0
        print("database: \(size / 120_000) bytes a pass")
    }
}
