package import SingleWindows

/// How the register stands, for whoever watches over the service; nothing of any person.
package struct RegisterFigures: Hashable, Sendable {
    /// Ever issued.
    package var passes: Int64 = 0
    package var auditSize: Int64 = 0
    /// Those that are not over, by state.
    package var applications: [String: Int64] = [:]
    /// Open ones, by kind.
    package var findings: [String: Int64] = [:]
    package var tasks: Int64 = 0
    package var cases: Int64 = 0
    package var overdueCases: Int64 = 0
    package var unsettledOrders: Int64 = 0
    /// When each feed of ships was last good, by port and name; nil of one that never was.
    package var shipFeeds: [ShipFeedStatus] = []
    /// Questions to single windows that are not over.
    package var windowQuestions: [WindowCount] = []
    package var passwords: (running: Int, waiting: Int) { (passwordsRunning, passwordsWaiting) }
    var passwordsRunning = 0
    var passwordsWaiting = 0
    package var databaseBytes: Int64?
    package var logBytes: Int64?
    package var freeBytes: Int64?
}

/// Questions to one window in one state.
package struct WindowCount: Hashable, Sendable {
    package let window: SingleWindow
    package let state: AskedQuestion.State
    package let count: Int64
}
