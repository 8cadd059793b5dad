import GateCore

/// The gate that this process runs, for the commands that come over its control socket.
struct RunningGate: Sendable {
    /// The home as the kernel knows it.
    let path: String
    let gate: Gate

    @TaskLocal static var current: RunningGate?
}
