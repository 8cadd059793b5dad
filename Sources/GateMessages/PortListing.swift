package import PassFormat

/// What the service tells a port's gates piece by piece: what came after a place that a gate names, in order. Signed with the receipt key.
///
///     {1: port, 2: after, 3: through, 4: time, 5: [entry, …], 6: true where more follows}
package struct PortListing<Entry: ListedEntry>: ServiceMessage {
    package static var type: WireText { Entry.listingType }
    package static var largest: Int { Entry.largestListing }

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
        guard array.remaining <= Entry.mostListed else { throw .tooLong(Entry.listingName, limit: Entry.mostListed) }
        var entries: [Entry] = []
        while reader.nextElement(in: &array) { entries.append(try Entry(reading: &reader)) }
        return entries
    }

    package func members() throws(FormatError) -> [CBORWriter.Entry] {
        var all: [CBORWriter.Entry] = [
            try .init(1) { $0.write(port) }, try .init(2) { $0.write(after) }, try .init(3) { $0.write(through) },
            try .init(4) { $0.write(time) },
            try .init(5) { writer throws(FormatError) in
                writer.writeArray(count: entries.count)
                for entry in entries { entry.write(to: &writer) }
            },
        ]
        if hasMore { all.append(try .init(6) { $0.writeTrue() }) }
        return all
    }
}

/// What a ``PortListing`` lists: an array of four parts.
package protocol ListedEntry: Hashable, Sendable {
    static var listingType: WireText { get }
    /// Bytes of a whole listing.
    static var largestListing: Int { get }
    static var mostListed: Int { get }
    /// As an error calls a listing.
    static var listingName: String { get }

    init(reading reader: inout CBORReader) throws(FormatError)

    func write(to writer: inout CBORWriter)
}
