/// A finding that somebody has to look at, and who does.
package struct Alarm: Hashable, Sendable {
    package struct Settled: Hashable, Sendable {
        package let at: Int64
        package let by: StaffHandle
        package let ending: AlarmEnding
    }

    package let stored: StoredFinding
    package let owner: StaffHandle?
    package let takenAt: Int64?
    package let settled: Settled?

    package var id: Int64 { stored.place }
    package var finding: Finding { stored.finding }
    /// Closed by somebody, or ended by itself.
    package var isOver: Bool { settled != nil || stored.closedAt != nil }

    var machine: AlarmMachine { AlarmMachine(owner: owner, isOver: isOver) }
}

/// One thing that somebody did about an alarm.
package struct AlarmStep: Hashable, Sendable {
    package let act: AlarmAct
    package let by: StaffHandle
    /// In somebody's words.
    package let note: String?
    package let at: Int64
}

/// How many alarms are open, and how many of them nobody has in hand.
package struct AlarmCounts: Hashable, Sendable {
    package var open: Int64 = 0
    package var unowned: Int64 = 0

    package init() {}
}
