package import GateMessages
import PassFormat
import StrictJSON

/// Something that a guard told the office of, and that somebody there has to do.
package struct GateTask: Hashable, Sendable {
    package let id: Int64
    package let gate: String
    package let epoch: JournalEpoch
    /// The record that told of it.
    package let sequence: Int64
    package let subject: ReportEvent.Subject
    package let concerns: JournalPlace?
    package let number: String?
    package let plate: String?
    /// In the guard's words: somebody else's text.
    package let note: String?
    package let guardName: String
    /// When it was told, as far as can be told; seconds since 1970.
    package let time: Int64
    package let receivedAt: Int64
    package let doneAt: Int64?
    package let doneBy: String?

    /// One JSON object, without a newline.
    package var json: [UInt8] {
        var members: JSONObject = [
            "id": .integer(id), "subject": .text(subject.name), "gate": .text(gate), "guard": .text(guardName),
            "time": .integer(time), "receivedAt": .integer(receivedAt), "epoch": .text(epoch.hex),
            "sequence": .integer(sequence),
        ]
        members["number"] = number.map { .text($0) }
        members["plate"] = plate.map { .text($0) }
        members["note"] = note.map { .text($0) }
        if let concerns {
            members["concerns"] = .object([
                "epoch": .text(concerns.epoch.hex), "sequence": .integer(concerns.sequence),
            ])
        }
        members["doneAt"] = doneAt.map { .integer($0) }
        members["doneBy"] = doneBy.map { .text($0) }
        return JSONWriter.compact(.object(members))
    }
}

extension ReportEvent.Subject {
    package var name: String {
        switch self {
        case .photoMismatch: "photo-mismatch"
        case .passTaken: "pass-taken"
        case .violation: "violation"
        case .equipment: "equipment"
        case .other: "other"
        }
    }
}
