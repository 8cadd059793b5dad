import Foundation
import GateCore
import PassFormat
import PassVerify
import Synchronization

/// Many gates in one process: each has a home, a memory, connections and a pace of its own, as under `portgate run` without its
/// page. `scripts/benchmarks/fleet.py` makes the homes and revokes the passes.
///
/// After each poll a gate scans the passes that it has not refused yet. On standard output, a line each:
///
///     opened COUNT
///     polled GATE                     its first poll went well
///     refused GATE PASS SECONDS       of the machine's monotonic clock, when the verdict was on the disk
///     trouble GATE SENTENCE           a poll or an exchange that failed
final class Fleet: Sendable {
    private let folder: String
    private let interval: Int
    private let source: String
    private let service: String?
    private let texts: [[UInt8]]

    /// - Parameter arguments: the folder of the homes, with the passes to be refused, a line each, in `texts`; seconds between two
    ///   polls; where trust is; and the service, if gates also send their journals and ask for presence.
    init?(_ arguments: [String]) {
        guard (3...4).contains(arguments.count), let interval = Int(arguments[1]) else { return nil }
        folder = arguments[0]
        self.interval = interval
        source = arguments[2]
        service = arguments.count == 4 ? arguments[3] : nil
        let lines = FileManager.default.contents(atPath: folder + "/texts") ?? Data()
        texts = lines.split(separator: UInt8(ascii: "\n")).map { Array($0) }
    }

    /// Runs until the process is ended.
    func run() async throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0 != "texts" }.sorted()
        var gates: [(String, Gate)] = []
        for name in names { gates.append((name, try await open(name))) }
        Self.say("opened \(gates.count)")
        try await withThrowingDiscardingTaskGroup { group in
            for (name, gate) in gates {
                let (polls, polled) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
                let link = try link(of: gate, polled)
                // Gates were switched on at some time or other.
                let phase = Duration.seconds(interval) * Double.random(in: 0...1)
                group.addTask {
                    try await Task.sleep(for: phase)
                    await link.run()
                }
                group.addTask { await self.watch(name, gate, link, polls) }
            }
        }
    }

    private func open(_ name: String) async throws -> Gate {
        let home = try GateHome.open(at: "\(folder)/\(name)")
        let clock = SystemClock(fallback: Array(repeating: 7, count: 16))
        return await Gate(home: home, clock: clock, program: "benchmark", built: 0, isAnnounced: true)
    }

    /// A link draws a random number whenever it has polled or exchanged.
    private func link(of gate: Gate, _ polled: AsyncStream<Void>.Continuation) throws -> GateLink {
        let client = try service.map {
            ServiceClient(
                service: try WebAddress($0), gate: gate.id, identity: try GateIdentity.load(home: gate.home.path))
        }
        return try GateLink(
            gate: gate, source: source, service: client, timing: LinkTiming(interval: .seconds(interval)),
            random: {
                polled.yield()
                return .random(in: 0...1)
            })
    }

    private func watch(_ name: String, _ gate: Gate, _ link: GateLink, _ polls: AsyncStream<Void>) async {
        var admitted = Array(texts.indices)
        var hasPolled = false
        var trouble: String?
        for await _ in polls {
            let state = link.state
            if state.lastSync != nil, !hasPolled {
                hasPolled = true
                Self.say("polled \(name)")
            }
            let newest = state.syncTrouble ?? state.exchangeTrouble
            if let newest, newest != trouble { Self.say("trouble \(name) \(newest)") }
            trouble = newest
            var left: [Int] = []
            for text in admitted {
                let result = await gate.scan(ScanRequest(text: texts[text], direction: .in))
                if result.verdict == .deny {
                    Self.say("refused \(name) \(text) \(Self.seconds())")
                } else {
                    left.append(text)
                }
            }
            admitted = left
        }
    }

    private static let output = Mutex(FileHandle.standardOutput)

    private static func say(_ line: String) {
        output.withLock { try? $0.write(contentsOf: Data((line + "\n").utf8)) }
    }

    private static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
