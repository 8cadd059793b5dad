import GateMessages
import PassFormat
import PassVerify

/// What stands on the screen, and what left it without a decision: the next scan never waits for one.
struct ScanScreen: Sendable {
    /// How long a green stands (UX).
    static let greenFor: Duration = .seconds(4)
    /// Scans without a decision that the guard can still turn to.
    private static let mostUnfinished = 50
    /// Decisions that a scan shown again is still told of.
    private static let mostDecided = 64

    private(set) var shown: ShownScan?
    private(set) var unfinished: [ShownScan] = []
    private var decided: [(handle: ScanHandle, admits: Bool)] = []

    /// A green that was there long enough is gone.
    var visible: ShownScan? {
        guard let shown else { return nil }
        if shown.isOpen { return shown }
        return shown.time.duration(to: .now) < Self.greenFor ? shown : nil
    }

    func scan(_ handle: ScanHandle) -> ShownScan? {
        ([shown].compactMap { $0 } + unfinished).first { $0.handle == handle }
    }

    func decision(on handle: ScanHandle) -> Bool? { decided.last { $0.handle == handle }?.admits }

    /// - Returns: what was there without a decision and is filed now. The same holder again is not another.
    mutating func show(_ scan: ShownScan) -> ShownScan? {
        let old = shown
        shown = scan
        unfinished.removeAll { $0.handle == scan.handle }
        guard let old, old.isOpen, old.handle != scan.handle,
            old.number == nil || old.number != scan.number || old.direction != scan.direction
        else { return nil }
        unfinished.append(old)
        if unfinished.count > Self.mostUnfinished { unfinished.removeFirst() }
        return old
    }

    mutating func decide(_ handle: ScanHandle, admits: Bool) {
        decided.append((handle, admits))
        if decided.count > Self.mostDecided { decided.removeFirst() }
        unfinished.removeAll { $0.handle == handle }
        if shown?.handle == handle { shown = nil }
    }

    /// A scan is denied by what came up since: it is red from now on.
    /// - Returns: the scan, where it is the one that is seen.
    mutating func deny(_ handle: ScanHandle, for news: [WireText]) -> ShownScan? {
        if let index = unfinished.firstIndex(where: { $0.handle == handle }) { unfinished[index].deny(for: news) }
        guard shown?.handle == handle else { return nil }
        shown?.deny(for: news)
        return shown
    }
}
