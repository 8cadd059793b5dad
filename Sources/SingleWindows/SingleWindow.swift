/// A window that the authorities keep for everybody who has to do with a port. The raw value is in messages and in the database.
package enum SingleWindow: String, Hashable, Sendable, CaseIterable, Comparable {
    /// 航港單一窗口 (MTNet): a ship's call, and whether its crew list is declared.
    case maritime
    /// 關港貿單一窗口: whether customs released a container.
    case customs

    package static func < (one: SingleWindow, other: SingleWindow) -> Bool { one.rawValue < other.rawValue }
}
