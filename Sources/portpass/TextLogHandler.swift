import CommandSupport
import Logging

/// A log for people: the time in UTC, the level, who says it, and one sentence, a line each.
///
/// The same is taken out of it as of the other form (``LogScrubber``), and no control character comes through: nobody else begins a
/// line in it, and no terminal is told what to do.
struct TextLogHandler: LogHandler {
    private let label: String
    private let write: @Sendable (String) -> Void
    var metadata = Logger.Metadata()
    var metadataProvider: Logger.MetadataProvider?
    var logLevel = Logger.Level.notice

    init(label: String, write: @escaping @Sendable (String) -> Void) {
        self.label = label
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }.merging(event.metadata ?? [:]) { $1 }
        let details = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        let line = LogScrubber.scrubbed("\(event.message)\(details)")
        let plain = line.unicodeScalars.map { scalar -> Unicode.Scalar in
            scalar.properties.generalCategory == .control ? " " : scalar
        }
        let text = String(String.UnicodeScalarView(plain))
        write("\(KeyTime.text(WallClock.now())) \(event.level.rawValue) \(label): \(text)\n")
    }
}
