import Synchronization

/// Looks until something is so, for at most so long.
func eventually(within time: Duration = .seconds(30), _ isSo: () async -> Bool) async -> Bool {
    let end = ContinuousClock.now + time
    while ContinuousClock.now < end {
        if await isSo() { return true }
        try? await Task.sleep(for: .milliseconds(5))
    }
    return await isSo()
}

/// Something that is written by one side and looked at by another.
final class Shared<Value: Sendable>: Sendable {
    private let value: Mutex<Value>

    init(_ value: Value) {
        self.value = Mutex(value)
    }

    var now: Value { value.withLock { $0 } }

    func change<Result: Sendable>(_ body: (inout Value) -> sending Result) -> Result { value.withLock { body(&$0) } }
}
