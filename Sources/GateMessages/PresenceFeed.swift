package import PassFormat

/// What the service knows of who is inside a port, from the journals of all its gates: the changes after a place in the feed.
/// Signed with the receipt key.
///
///     {1: port, 2: after, 3: through, 4: time, 5: [[number, state, time, gate], …], 6: true where more follows}
package struct PresenceFeed: ServiceMessage {
    package static let type: WireText = "application/portpass-presence+cbor"
    package static let largest = 256 * 1024

    package enum State: Int64, Hashable, Sendable {
        case outside = 0
        case inside = 1
        /// A single visit that has been made: outside, for good.
        case used = 2
    }

    package struct Entry: Hashable, Sendable {
        package let number: WireText
        package let state: State
        /// When it became so, as well as the service can tell from the gate's clocks, seconds since 1970.
        package let time: Int64
        package let gate: WireText

        package init(number: WireText, state: State, time: Int64, gate: WireText) {
            self.number = number
            self.state = state
            self.time = time
            self.gate = gate
        }
    }

    /// UN/LOCODE.
    package let port: WireText
    /// The place that was asked for: entries come after it.
    package let after: Int64
    /// The place of the last entry; ask for what comes after it next.
    package let through: Int64
    /// The service's clock, seconds since 1970.
    package let time: Int64
    package let entries: [Entry]
    package let hasMore: Bool

    package init(port: WireText, after: Int64, through: Int64, time: Int64, entries: [Entry], hasMore: Bool) {
        self.port = port
        self.after = after
        self.through = through
        self.time = time
        self.entries = entries
        self.hasMore = hasMore
    }

    package init(decoding payload: [UInt8]) throws(FormatError) {
        var reader = CBORReader(payload.span)
        var port: WireText?
        var after, through, time: Int64?
        var entries: [Entry]?
        var hasMore = false
        var map = try reader.readMap()
        while try reader.nextKey(in: &map) {
            switch try reader.readInteger() {
            case 1: port = try reader.readText("port", MessageLimits.port)
            case 2: after = try reader.readInteger("after", 0...Int64.max)
            case 3: through = try reader.readInteger("through", 0...Int64.max)
            case 4: time = try reader.readTime("time")
            case 5: entries = try Self.readEntries(&reader)
            case 6:
                try reader.readTrue()
                hasMore = true
            default: try reader.skipItem()
            }
        }
        try reader.finish()
        guard let port else { throw .missing("port") }
        guard let after else { throw .missing("after") }
        guard let through, through >= after else { throw .missing("through") }
        guard let time else { throw .missing("time") }
        guard let entries else { throw .missing("entries") }
        self.init(port: port, after: after, through: through, time: time, entries: entries, hasMore: hasMore)
    }

    private static func readEntries(_ reader: inout CBORReader) throws(FormatError) -> [Entry] {
        var array = try reader.readArray()
        guard array.remaining <= MessageLimits.presence else {
            throw .tooLong("presence feed", limit: MessageLimits.presence)
        }
        var entries: [Entry] = []
        while reader.nextElement(in: &array) {
            var parts = try reader.readArray()
            guard parts.remaining == 4 else { throw .invalid("presence entry", "it has four parts") }
            _ = reader.nextElement(in: &parts)
            let number = try reader.readText("number", PassLimits.number)
            _ = reader.nextElement(in: &parts)
            let state = try reader.readChoice("state", State.self)
            _ = reader.nextElement(in: &parts)
            let time = try reader.readTime("time")
            _ = reader.nextElement(in: &parts)
            entries.append(
                Entry(number: number, state: state, time: time, gate: try reader.readText("gate", MessageLimits.gate)))
            _ = reader.nextElement(in: &parts)
        }
        return entries
    }

    package func members() throws(FormatError) -> [CBORWriter.Entry] {
        var all: [CBORWriter.Entry] = [
            try .init(1) { $0.write(port) }, try .init(2) { $0.write(after) }, try .init(3) { $0.write(through) },
            try .init(4) { $0.write(time) },
            try .init(5) { writer throws(FormatError) in
                writer.writeArray(count: entries.count)
                for entry in entries {
                    writer.writeArray(count: 4)
                    writer.write(entry.number)
                    writer.write(entry.state.rawValue)
                    writer.write(entry.time)
                    writer.write(entry.gate)
                }
            },
        ]
        if hasMore { all.append(try .init(6) { $0.writeTrue() }) }
        return all
    }
}
