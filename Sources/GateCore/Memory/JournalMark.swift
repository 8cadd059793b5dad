internal import Foundation
internal import GateMessages
internal import PassFormat
internal import Synchronization

/// How far the journal was when it was last written, in a file beside the database: `EPOCH SEQUENCE`.
///
/// SQLite drops the end of a write-ahead log from the first damaged page on, without a word. The mark says that there was more.
/// It is not synced: after a power cut it may be older than the journal, which is no fault; it is never newer than what was
/// acknowledged.
final class JournalMark: Sendable {
    private static let length = 16 + 1 + 19 + 1

    private let path: String
    /// Held open: every scan waits for this file to be written.
    private let file = Mutex<Int32?>(nil)

    init(path: String) {
        self.path = path
    }

    deinit { file.withLock { file in _ = file.map { close($0) } } }

    func read() -> JournalPlace? {
        guard let data = FileManager.default.contents(atPath: path), data.count == Self.length else { return nil }
        let parts = String(decoding: data, as: UTF8.self).split(separator: " ")
        guard parts.count == 2, let epoch = JournalEpoch(hex: String(parts[0])),
            let sequence = Int64(parts[1].trimmingCharacters(in: .whitespacesAndNewlines)), sequence > 0
        else { return nil }
        return JournalPlace(epoch: epoch, sequence: sequence)
    }

    /// Best effort: the journal itself is what counts.
    func write(_ place: JournalPlace) {
        let digits = String(place.sequence)
        let line = place.epoch.hex + " " + String(repeating: "0", count: 19 - digits.count) + digits + "\n"
        let bytes = Array(line.utf8)
        file.withLock { file in
            if file == nil {
                let opened = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
                if opened >= 0 { file = opened }
            }
            if let file { _ = unsafe pwrite(file, bytes, bytes.count, 0) }
        }
    }
}
