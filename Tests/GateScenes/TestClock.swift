package import GateCore
import Synchronization

/// A machine whose clocks are set by the test.
package final class TestClock: MachineClock {
    private let time: Mutex<MachineTime>

    package init(_ wall: Int64, uptime: Int64 = 1_000_000) {
        time = Mutex(MachineTime(wall: wall, boot: [UInt8](repeating: 1, count: 16), uptime: uptime))
    }

    package func read() -> MachineTime { time.withLock { $0 } }

    /// Time goes by.
    package func pass(_ seconds: Int64) {
        time.withLock {
            $0.wall += seconds
            $0.uptime += seconds * 1_000
        }
    }

    /// Time goes by until then.
    package func set(_ wall: Int64) {
        time.withLock {
            $0.uptime += (wall - $0.wall) * 1_000
            $0.wall = wall
        }
    }

    /// Somebody sets the wall clock.
    package func jump(_ seconds: Int64) { time.withLock { $0.wall += seconds } }

    /// The machine is switched off, and on again after so many seconds of the world; its wall clock is off by `error`.
    package func reboot(off: Int64 = 60, error: Int64 = 0) {
        time.withLock {
            $0.boot = $0.boot.map { $0 &+ 1 }
            $0.uptime = 20_000
            $0.wall += off + error
        }
    }
}
