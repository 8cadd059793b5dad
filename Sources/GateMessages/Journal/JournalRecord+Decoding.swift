package import PassFormat

extension JournalRecord {
    /// Reads a record. Total: any bytes give a record or a `FormatError`.
    package init(decoding bytes: [UInt8]) throws(FormatError) {
        guard bytes.count <= MessageLimits.record else { throw .tooLong("record", limit: MessageLimits.record) }
        let fields = try JournalFields(bytes)
        guard let epoch = fields.epoch else { throw .missing("epoch") }
        guard let sequence = fields.sequence else { throw .missing("sequence") }
        guard let previous = fields.previous else { throw .missing("previous") }
        guard let kind = fields.kind else { throw .missing("kind") }
        guard let wall = fields.wall else { throw .missing("wall") }
        guard let boot = fields.boot else { throw .missing("boot") }
        guard let uptime = fields.uptime else { throw .missing("uptime") }
        guard let floor = fields.floor else { throw .missing("floor") }
        self.init(
            place: JournalPlace(epoch: epoch, sequence: sequence), previous: previous,
            moment: JournalMoment(wall: wall, boot: boot, uptime: uptime, floor: floor), trust: fields.trust,
            event: try fields.event(kind: kind))
    }
}
