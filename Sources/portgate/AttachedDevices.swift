import GateDevices
import GateKiosk
import PassVerify
import ServiceLifecycle

/// The scanners and the barrier that `HOME/devices.json` names, joined to the kiosk's desk.
final class AttachedDevices: KioskDevices, Sendable {
    private let set: ScannerSet
    private let barrier: BarrierKeeper?

    /// - Parameter read: lays a text into the desk's queue.
    init(_ devices: Devices, read: @escaping @Sendable ([UInt8]) async -> Void) {
        set = devices.scannerSet { await read($0.bytes) }
        barrier = devices.barrierKeeper(time: RunningTime())
    }

    func scanners() async -> [ScannerState] {
        set.statuses.map { ScannerState(name: $0.name, isWorking: $0.state == .working) }
    }

    func barrierWorks() async -> Bool? {
        barrier.map { $0.status.state == .working }
    }

    func open(_ direction: Direction) async {
        switch direction {
        case .in: barrier?.open(.entry)
        case .out: barrier?.open(.exit)
        case .check: break
        }
    }
}

extension AttachedDevices: Service {
    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.set.run() }
                if let barrier = self.barrier { group.addTask { await barrier.run() } }
            }
        }
    }
}
