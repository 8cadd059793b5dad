import Foundation
import GateCore
import GateScenes
import PassCrypto
import PassFormat

extension Benchmarks {
    /// A scan whose verdict is on the disk before it is known, beside the disk's own sync; and the start of a gate that has
    /// the states of a million passes.
    static func gate() async -> Bool {
        do {
            let port = try ScenePort()
            defer { port.remove() }
            try port.publish(try lists(8, of: port))
            let home = try port.makeHome()
            _ = try await home.sync(from: port.source, now: ScenePort.now)
            let started = try await starts(home)
            let scanned = try await scans(home, port)
            return started && scanned
        } catch {
            print("the gate can't be measured: \(error)")
            return false
        }
    }

    /// Tokens of full lists of random entries; the first list's beginning is valid, for the passes that are scanned.
    private static func lists(_ count: Int, of port: ScenePort) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for number in 0..<count {
            var bytes = SecureRandom.bytes(StatusList.standardCount / 4)
            if number == 0 { bytes.replaceSubrange(0..<2_000, with: [UInt8](repeating: 0, count: 2_000)) }
            files["status/\(number)"] = try port.token(try StatusList(packed: bytes), number: number)
        }
        return files
    }

    private static func open(_ home: GateHome) async -> Gate {
        await Gate(
            home: home, clock: TestClock(ScenePort.now + 10), program: "benchmark", built: ScenePort.now - 86_400,
            isAnnounced: true)
    }

    private static func starts(_ home: GateHome) async throws -> Bool {
        await open(home).close()
        var times: [Double] = []
        let before = residentBytes()
        for _ in 0..<9 {
            let start = seconds()
            let gate = await open(home)
            times.append(seconds() - start)
            await gate.close()
        }
        let held = await open(home)
        let grown = Double(residentBytes() - before) / 1_048_576
        let median = times.sorted()[times.count / 2] * 1e3
        let start = row(
            "gate, home to ready, 1 M passes", median.rounded(places: 0) + " ms", budget: "<= 300 ms",
            isWithin: median <= 300)
        note("the same, resident", grown.rounded(places: 1) + " MiB more")
        await held.close()
        return start
    }

    private static func scans(_ home: GateHome, _ port: ScenePort) async throws -> Bool {
        let gate = await open(home)
        let texts = try (1...1_200).map { try port.pass(WireText("KEL-P-26-\(100_000 + $0)"), index: $0) }
        let file = Foundation.open(port.folder + "/sync", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        defer { close(file) }
        let block = [UInt8](repeating: 7, count: 4_096)
        var (scans, syncs): ([Double], [Double]) = ([], [])
        for (index, text) in texts.enumerated() {
            let start = seconds()
            let result = await gate.scan(ScanRequest(text: text))
            let middle = seconds()
            _ = write(file, block, block.count)
            fdatasync(file)
            let end = seconds()
            guard case .durable = result.recording else { throw PortError() }
            // The first ones open files and fill caches.
            if index >= 200 {
                scans.append((middle - start) * 1e3)
                syncs.append((end - middle) * 1e3)
            }
        }
        await gate.close()
        let (scan, sync) = (percentile(scans, 99), percentile(syncs, 99))
        note(
            "scan to durable verdict, p50 beside a sync",
            "\(percentile(scans, 50).rounded(places: 2)) and \(percentile(syncs, 50).rounded(places: 2)) ms")
        return row(
            "the same, p99 beside a sync", "\(scan.rounded(places: 2)) and \(sync.rounded(places: 2)) ms",
            budget: "<= 2 x the sync's", isWithin: scan <= 2 * sync)
    }

    private struct PortError: Error {}

    private static func percentile(_ values: [Double], _ percent: Int) -> Double {
        let sorted = values.sorted()
        return sorted[min(sorted.count - 1, sorted.count * percent / 100)]
    }

    private static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
