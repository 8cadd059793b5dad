package import PassFormat
package import PassVerify

/// The security levels in force: one port may be at a higher one than its neighbours.
package struct SecurityLevels: Hashable, Sendable {
    /// Of every port that has none of its own.
    package let common: SecurityLevel
    /// Those of ports that are at another level.
    package let ports: [WireText: SecurityLevel]

    package init(_ common: SecurityLevel, ports: [WireText: SecurityLevel] = [:]) {
        self.common = common
        self.ports = ports.filter { $0.value != common }
    }

    /// As they are published: what is common is the highest of all, so that a gate of before ports had their own, which goes by
    /// it, is stricter rather than laxer.
    ///
    /// - Parameter ports: every port of the policy.
    package init(everyPort ports: [WireText: SecurityLevel], otherwise level: SecurityLevel) {
        self.init(ports.values.max { $0.rawValue < $1.rawValue } ?? level, ports: ports)
    }

    package subscript(port: WireText) -> SecurityLevel { ports[port] ?? common }
}
