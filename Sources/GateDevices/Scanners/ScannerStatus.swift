/// How a scanner is, and what it has read since the program began.
package struct ScannerStatus: Hashable, Sendable {
    package let name: String
    package internal(set) var state = DeviceState.missing
    /// Whole texts, also those that were foreign.
    package internal(set) var texts = 0
    /// Scans that stopped without an end.
    package internal(set) var halves = 0
    /// Scans over `TextAssembly.limit` bytes.
    package internal(set) var tooLong = 0
    /// Texts that gave way to newer ones, because they came faster than they could be handed on.
    package internal(set) var dropped = 0

    init(name: String) {
        self.name = name
    }
}
