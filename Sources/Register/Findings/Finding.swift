package import GateMessages
package import PassFormat
package import StrictJSON

/// One thing found in the journals, once: what names it is made of where and what it is, so that the same journal sent again
/// finds nothing new.
package struct Finding: Hashable, Sendable {
    let name: String
    package let kind: FindingKind
    package let gate: String
    package let epoch: JournalEpoch?
    package let sequence: Int64?
    package let pass: PassID?
    package let number: String?
    /// When it happened, as far as can be told.
    package let time: Int64
    package let detail: JSONObject

    init(
        _ kind: FindingKind, name: String, gate: String, epoch: JournalEpoch? = nil, sequence: Int64? = nil,
        pass: PassID? = nil, number: String? = nil, time: Int64, detail: JSONObject = [:]
    ) {
        self.name = "\(kind.rawValue)/\(name)"
        self.kind = kind
        self.gate = gate
        self.epoch = epoch
        self.sequence = sequence
        self.pass = pass
        self.number = number
        self.time = time
        self.detail = detail
    }
}

/// A finding as it is kept.
package struct StoredFinding: Hashable, Sendable {
    /// Counts up; a place to go on from.
    package let place: Int64
    package let finding: Finding
    package let foundAt: Int64
    /// When it turned out to be none: records that were missing came after all.
    package let closedAt: Int64?

    /// One JSON object, without a newline.
    package var json: [UInt8] {
        var members: JSONObject = [
            "id": .integer(place), "kind": .text(finding.kind.rawValue),
            "severity": .text(finding.kind.severity.rawValue), "gate": .text(finding.gate),
            "time": .integer(finding.time), "foundAt": .integer(foundAt),
        ]
        members["epoch"] = finding.epoch.map { .text($0.hex) }
        members["sequence"] = finding.sequence.map { .integer($0) }
        members["pass"] = finding.pass.map { .text($0.hex) }
        members["number"] = finding.number.map { .text($0) }
        members["closedAt"] = closedAt.map { .integer($0) }
        if !finding.detail.isEmpty { members["detail"] = .object(finding.detail) }
        return JSONWriter.compact(.object(members))
    }
}
