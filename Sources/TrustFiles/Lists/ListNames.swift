package import PassFormat

/// The names of the targets that belong to one port and are sealed to its gates.
///
///     ops/gates-PORT         the port's key, sealed to each of its gates
///     ops/hotlist-PORT       whom the police look for
///     ops/visitors-PORT      who is expected
///     ops/ships-PORT         when ships are in port
///     directory/PORT/SHARD   passes by their numbers
package enum ListNames {
    package static func gates(_ port: WireText) -> String { "ops/gates-\(port)" }
    package static func hotList(_ port: WireText) -> String { "ops/hotlist-\(port)" }
    package static func visitors(_ port: WireText) -> String { "ops/visitors-\(port)" }
    package static func ships(_ port: WireText) -> String { "ops/ships-\(port)" }
    package static func directory(_ port: WireText, shard: Int) -> String { "directory/\(port)/\(shard)" }

    /// Whose list a target is; nil for one that is everybody's.
    package static func port(of path: String) -> WireText? {
        if path.hasPrefix("directory/") {
            let parts = path.split(separator: "/", omittingEmptySubsequences: false)
            return parts.count == 3 ? WireText(String(parts[1])) : nil
        }
        for prefix in ["ops/gates-", "ops/hotlist-", "ops/visitors-", "ops/ships-"] where path.hasPrefix(prefix) {
            return WireText(String(path.dropFirst(prefix.count)))
        }
        return nil
    }
}
