import GateCore
import GateMessages
import PassFormat

/// What the page calls a scan by: its place in the journal, or the ticket of one that waits for the disk.
enum ScanHandle: Hashable, Sendable {
    case place(JournalPlace)
    case ticket(Int64)

    init(_ recording: ScanResult.Recording) {
        switch recording {
        case .durable(let place): self = .place(place)
        case .waiting(let ticket, _): self = .ticket(ticket)
        }
    }

    /// - Returns: nil for a text that is no handle.
    init?(_ text: String) {
        if text.hasPrefix("t"), let ticket = Int64(text.dropFirst()) {
            self = .ticket(ticket)
            return
        }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let epoch = JournalEpoch(hex: String(parts[0])), let sequence = Int64(parts[1])
        else { return nil }
        self = .place(JournalPlace(epoch: epoch, sequence: sequence))
    }

    var text: String {
        switch self {
        case .place(let place): "\(place.epoch.hex)-\(place.sequence)"
        case .ticket(let ticket): "t\(ticket)"
        }
    }
}
