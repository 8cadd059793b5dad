/// The policy's answer to each finding of the gate's memory.
package struct HistoryModes: Hashable, Sendable {
    package var alreadyInside: HistoryMode
    package var notInside: HistoryMode
    package var alreadyUsed: HistoryMode

    package init(alreadyInside: HistoryMode, notInside: HistoryMode, alreadyUsed: HistoryMode) {
        self.alreadyInside = alreadyInside
        self.notInside = notInside
        self.alreadyUsed = alreadyUsed
    }
}
