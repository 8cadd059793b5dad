import Register
import Synchronization

/// What a transaction answered: it may run more than once, and the last time counts.
final class Sent: Sendable {
    private let kept = Mutex<ProgramAnswer?>(nil)

    var answer: ProgramAnswer? { kept.withLock { $0 } }

    func set(_ answer: ProgramAnswer) { kept.withLock { $0 = answer } }
}
