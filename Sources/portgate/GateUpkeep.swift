import CommandSupport
import Foundation
import GateCore
import ServiceLifecycle

/// What a running gate does by itself: the link to its service, what waits for the disk, the check of its memory, and a sign of
/// life for the service manager.
struct GateUpkeep: Service {
    /// Between two attempts to write what waits.
    private static let flushEvery: Duration = .seconds(5)
    /// Between two readings of the whole memory.
    private static let checkEvery: Duration = .seconds(6 * 3_600)

    let gate: Gate
    let link: GateLink?
    let manager: ServiceManager

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                if let link { group.addTask { await link.run() } }
                group.addTask { await repeating(Self.flushEvery) { await gate.flush() } }
                group.addTask { await repeating(Self.checkEvery) { await gate.checkMemory() } }
                if let interval = manager.watchdog {
                    // A gate that answers is alive: it is asked, so that one that hangs is started anew.
                    group.addTask {
                        await repeating(interval) {
                            _ = await gate.now(); manager.alive()
                        }
                    }
                }
            }
        }
    }

    private func repeating(_ interval: Duration, _ work: () async -> Void) async {
        while !Task.isCancelled {
            try? await Task.sleep(for: interval)
            guard !Task.isCancelled else { return }
            await work()
        }
    }
}
