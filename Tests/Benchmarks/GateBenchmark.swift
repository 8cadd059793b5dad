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

    private static func open(_ home: GateHome, _ clock: TestClock = TestClock(ScenePort.now + 10)) async -> Gate {
        await Gate(
            home: home, clock: clock, program: "benchmark", built: ScenePort.now - 86_400,
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
        let clock = TestClock(ScenePort.now + 10)
        let gate = await open(home, clock)
        let texts = try (1...2_600).map { try port.pass(WireText("KEL-P-26-\(100_000 + $0)"), index: $0) }
        let appended = try SyncedFile(port.folder + "/appended")
        let overwritten = try SyncedFile(port.folder + "/overwritten")
        var (scans, appends, overwrites): ([Double], [Double], [Double]) = ([], [], [])
        for (index, text) in texts.enumerated() {
            // A lorry every two seconds.
            clock.pass(2)
            let start = seconds()
            let result = await gate.scan(ScanRequest(text: text))
            let scanned = seconds()
            appended.write(at: index)
            let grown = seconds()
            overwritten.write(at: index % 1_000)
            let end = seconds()
            guard case .durable = result.recording else { throw PortError() }
            // The first ones open files, fill caches, and make the write-ahead log as long as it stays.
            if index >= 1_600 {
                scans.append((scanned - start) * 1e3)
                appends.append((grown - scanned) * 1e3)
                overwrites.append((end - grown) * 1e3)
            }
        }
        await gate.close()
        for percent in [50, 99] {
            note(
                "scan, 4 KiB appended, overwritten: p\(percent)",
                [scans, appends, overwrites].map { "\(percentile($0, percent).rounded(places: 2))" }
                    .joined(separator: ", ") + " ms")
        }
        let ratio = percentile(scans, 99) / percentile(appends, 99)
        note(
            "the same by a sync written over in place",
            (percentile(scans, 99) / percentile(overwrites, 99)).rounded(places: 2) + " x")
        return row(
            "scan to durable verdict by a sync, p99", ratio.rounded(places: 2), budget: "<= 2 x", isWithin: ratio <= 2)
    }

    /// What a disk does for four kilobytes, and nothing else: at the end of a file that grows, or in one that is written over.
    private struct SyncedFile {
        private let file: Int32
        private let block = [UInt8](repeating: 7, count: 4_096)

        init(_ path: String) throws {
            file = Foundation.open(path, O_WRONLY | O_CREAT, 0o600)
            guard file >= 0 else { throw PortError() }
        }

        func write(at index: Int) {
            _ = pwrite(file, block, block.count, off_t(index * block.count))
            fdatasync(file)
        }
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
