package import PassFormat

/// A run of a gate's records on the way to the service, signed by the gate: over the network or on a stick, the same bytes.
///
///     {1: gate, 2: epoch[8], 3: first sequence, 4: [record bytes, …]}
package struct JournalBatch: GateMessage {
    package static let type: WireText = "application/portpass-journal+cbor"
    package static let largest = MessageLimits.batch * (MessageLimits.record + 4) + 4_096

    package let gate: WireText
    package let epoch: JournalEpoch
    /// The sequence number of the first record; the others follow without gaps.
    package let first: Int64
    /// As the gate keeps them. That they are records, and a chain, is for `JournalChain` to say.
    package let records: [[UInt8]]

    package init(gate: WireText, epoch: JournalEpoch, first: Int64, records: [[UInt8]]) {
        self.gate = gate
        self.epoch = epoch
        self.first = first
        self.records = records
    }

    package init(decoding payload: [UInt8]) throws(FormatError) {
        var reader = CBORReader(payload.span)
        var gate: WireText?
        var epoch: JournalEpoch?
        var first: Int64?
        var records: [[UInt8]]?
        var map = try reader.readMap()
        while try reader.nextKey(in: &map) {
            switch try reader.readInteger() {
            case 1: gate = try reader.readText("gate", MessageLimits.gate)
            case 2: epoch = JournalEpoch(try reader.readBytes("epoch", count: 8))
            case 3: first = try reader.readInteger("first", 1...Int64.max - Int64(MessageLimits.batch))
            case 4: records = try Self.readRecords(&reader)
            default: try reader.skipItem()
            }
        }
        try reader.finish()
        guard let gate else { throw .missing("gate") }
        guard let epoch else { throw .missing("epoch") }
        guard let first else { throw .missing("first") }
        guard let records, !records.isEmpty else { throw .missing("records") }
        self.init(gate: gate, epoch: epoch, first: first, records: records)
    }

    private static func readRecords(_ reader: inout CBORReader) throws(FormatError) -> [[UInt8]] {
        var array = try reader.readArray()
        guard array.remaining <= MessageLimits.batch else { throw .tooLong("batch", limit: MessageLimits.batch) }
        var records: [[UInt8]] = []
        while reader.nextElement(in: &array) {
            let record = try reader.readByteString()
            guard record.count <= MessageLimits.record else { throw .tooLong("record", limit: MessageLimits.record) }
            records.append(record)
        }
        return records
    }

    package func members() throws(FormatError) -> [CBORWriter.Entry] {
        [
            try .init(1) { $0.write(gate) }, try .init(2) { $0.write(bytes: epoch.bytes) },
            try .init(3) { $0.write(first) },
            try .init(4) { writer throws(FormatError) in
                writer.writeArray(count: records.count)
                for record in records { writer.write(bytes: record) }
            },
        ]
    }
}
