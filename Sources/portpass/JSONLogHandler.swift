import CommandSupport
import Logging
import StrictJSON

/// A log of one JSON object a line, for whatever collects it: `at` (seconds since 1970), `level`, `from`, `message`, and the rest.
///
/// What the program logs is its own sentences. Errors of other libraries are in there too, and so is the path of a request that
/// failed: whatever looks like an identity number, a contact, a query or a token is taken out (``LogScrubber``).
struct JSONLogHandler: LogHandler {
    private let label: String
    private let write: @Sendable ([UInt8]) -> Void
    var metadata = Logger.Metadata()
    var metadataProvider: Logger.MetadataProvider?
    var logLevel = Logger.Level.notice

    init(label: String, write: @escaping @Sendable ([UInt8]) -> Void) {
        self.label = label
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var members: JSONObject = [
            "at": .integer(WallClock.now()), "level": .text(event.level.rawValue), "from": .text(label),
            "message": .text(LogScrubber.scrubbed("\(event.message)")),
        ]
        let all = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }.merging(event.metadata ?? [:]) { $1 }
        for (name, value) in all.sorted(by: { $0.key < $1.key }) {
            let key = ExactText(name)
            if members[key] == nil { members[key] = .text(LogScrubber.scrubbed("\(value)")) }
        }
        write(JSONWriter.compact(.object(members)) + [UInt8(ascii: "\n")])
    }
}
