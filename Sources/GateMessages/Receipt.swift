package import PassFormat

/// The service has stored a gate's records up to a place, durably. Signed with the receipt key of `keys.json`, so that it
/// also holds when a stick carried it.
///
///     {1: gate, 2: epoch[8], 3: through, 4: hash of that record[32], 5: time}
///
/// A gate may forget records up to `through` when its own record there has the same hash.
package struct Receipt: ServiceMessage {
    package static let type: WireText = "application/portpass-receipt+cbor"

    package let gate: WireText
    package let epoch: JournalEpoch
    /// The last sequence number up to which nothing is missing.
    package let through: Int64
    package let hash: [UInt8]
    /// The service's clock, seconds since 1970.
    package let time: Int64

    package init(gate: WireText, epoch: JournalEpoch, through: Int64, hash: [UInt8], time: Int64) {
        self.gate = gate
        self.epoch = epoch
        self.through = through
        self.hash = hash
        self.time = time
    }

    package init(decoding payload: [UInt8]) throws(FormatError) {
        var reader = CBORReader(payload.span)
        var gate: WireText?
        var epoch: JournalEpoch?
        var hash: [UInt8]?
        var through, time: Int64?
        var map = try reader.readMap()
        while try reader.nextKey(in: &map) {
            switch try reader.readInteger() {
            case 1: gate = try reader.readText("gate", MessageLimits.gate)
            case 2: epoch = JournalEpoch(try reader.readBytes("epoch", count: 8))
            case 3: through = try reader.readInteger("through", 1...Int64.max)
            case 4: hash = try reader.readBytes("hash", count: MessageLimits.digest)
            case 5: time = try reader.readTime("time")
            default: try reader.skipItem()
            }
        }
        try reader.finish()
        guard let gate else { throw .missing("gate") }
        guard let epoch else { throw .missing("epoch") }
        guard let through else { throw .missing("through") }
        guard let hash else { throw .missing("hash") }
        guard let time else { throw .missing("time") }
        self.init(gate: gate, epoch: epoch, through: through, hash: hash, time: time)
    }

    package func members() throws(FormatError) -> [CBORWriter.Entry] {
        [
            try .init(1) { $0.write(gate) }, try .init(2) { $0.write(bytes: epoch.bytes) },
            try .init(3) { $0.write(through) }, try .init(4) { $0.write(bytes: hash) },
            try .init(5) { $0.write(time) },
        ]
    }
}
