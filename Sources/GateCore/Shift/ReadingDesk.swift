/// Reads what takes long (a whole shift's journal, a whole port's directory) beside the scans.
actor ReadingDesk {
    private nonisolated let thread = ThreadExecutor("reading")

    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

    func run<Value: Sendable>(_ body: @Sendable () throws -> Value) throws -> Value { try body() }
}
