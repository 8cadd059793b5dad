/// All scanners of a gate. What they read goes to one closure, one text after the other.
package final class ScannerSet: Sendable {
    /// Texts that wait for the closure. When there are more, the oldest goes: the newest is of who stands in front of the guard.
    private static let room = 32

    private let threads: [ScannerThread]
    private let take: @Sendable (ScannedText) async -> Void

    /// - Parameters:
    ///   - onChange: Called from any thread when the state of a scanner has become another.
    ///   - take: Gets every text.
    package init(
        _ sources: [any ScannerSource], onChange: @escaping @Sendable () -> Void = {},
        take: @escaping @Sendable (ScannedText) async -> Void
    ) {
        threads = sources.map { ScannerThread($0, onChange: onChange) }
        self.take = take
    }

    /// How the scanners are, in the order of `devices.json`.
    package var statuses: [ScannerStatus] { threads.map(\.status) }

    /// Reads until the task is cancelled. When it returns, all devices are closed and no text is on its way. Call it once.
    package func run() async {
        let (texts, continuation) = AsyncStream.makeStream(
            of: ScannedText.self, bufferingPolicy: .bufferingNewest(Self.room))
        await withDiscardingTaskGroup { group in
            for thread in threads {
                group.addTask { [threads] in
                    await thread.run { text in
                        guard case .dropped(let old) = continuation.yield(text) else { return }
                        threads.first { $0.status.name == old.source }?.noteDropped()
                    }
                }
            }
            for await text in texts { await take(text) }
        }
    }
}
