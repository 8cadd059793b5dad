import Synchronization

/// How many connections there are.
package final class ConnectionFigures: Sendable {
    private let open = Atomic(0)
    private let accepted = Atomic(0)
    private let refused = Atomic(0)

    package init() {}

    func opened() {
        open.add(1, ordering: .relaxed)
        accepted.add(1, ordering: .relaxed)
    }

    func closed() { open.subtract(1, ordering: .relaxed) }

    /// One client had as many as it may.
    func refusedOne() { refused.add(1, ordering: .relaxed) }

    func write(to output: inout Exposition) {
        output.single(
            "portpass_connections", .gauge, "Connections that are open.", Double(open.load(ordering: .relaxed)))
        output.single(
            "portpass_connections_accepted_total", .counter, "Connections that were accepted.",
            Double(accepted.load(ordering: .relaxed)))
        output.single(
            "portpass_connections_refused_total", .counter, "Connections of a client that had as many as it may.",
            Double(refused.load(ordering: .relaxed)))
    }
}
