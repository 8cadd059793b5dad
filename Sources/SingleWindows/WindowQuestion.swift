import StrictJSON

/// A question to a window. Sent again it is the same, byte for byte.
package struct WindowQuestion: Hashable, Sendable {
    package let id: QuestionID
    /// Grows with each question of this register.
    package let sequence: Int64
    package let subject: WindowSubject
    /// Seconds since 1970.
    package let askedAt: Int64

    package init(id: QuestionID, sequence: Int64, subject: WindowSubject, askedAt: Int64) {
        self.id = id
        self.sequence = sequence
        self.subject = subject
        self.askedAt = askedAt
    }

    /// JSON, without a newline.
    package var message: [UInt8] {
        JSONWriter.compact(
            .object([
                "protocol": .text(WindowProtocol.name), "question": .text(id.hex), "sequence": .integer(sequence),
                "window": .text(subject.window.rawValue), "subject": .object(subject.members),
                "askedAt": .integer(askedAt),
            ]))
    }
}

extension WindowSubject {
    /// What the mark is called in messages.
    static func markName(_ window: SingleWindow) -> ExactText {
        switch window {
        case .maritime: "call"
        case .customs: "container"
        }
    }

    var members: JSONObject { [Self.markName(window): .text(mark), "port": .text(port)] }
}
