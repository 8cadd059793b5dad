import Identifiers
import StrictJSON

/// Reads what comes from a window. Everything is looked at before anything is believed; a member that nobody knows is refused, so
/// that nothing is said past us.
package struct ReplyReader {
    private let members: JSONObject

    /// - Throws: ``WindowMessageError``.
    package static func read(_ bytes: [UInt8]) throws(WindowMessageError) -> WindowReply {
        guard bytes.count <= WindowProtocol.longestMessage else { throw WindowMessageError(.tooLarge) }
        let value: JSONValue
        do { value = try JSONReader.read(bytes) } catch { throw WindowMessageError(.notJSON) }
        guard case .object(let members) = value else { throw WindowMessageError(.notJSON) }
        let reader = ReplyReader(members: members)
        guard try reader.text("protocol", 1...64) == WindowProtocol.name else {
            throw WindowMessageError(.wrongProtocol)
        }
        return members["refusal"] == nil ? .answer(try reader.answer()) : try reader.refusal()
    }

    private func answer() throws(WindowMessageError) -> WindowAnswer {
        try expectOnly([
            "protocol", "answer", "sequence", "source", "window", "subject", "asOf", "state", "since", "reference",
        ])
        guard let window = SingleWindow(rawValue: try text("window", 1...16)) else {
            throw WindowMessageError(.format, "window")
        }
        guard let finding = WindowFinding(rawValue: try text("state", 1...16)), finding.isSaid(by: window) else {
            throw WindowMessageError(.format, "state")
        }
        let since = try members["since"] == nil ? nil : time("since")
        let reference = try members["reference"] == nil ? nil : text("reference", 1...64)
        // Who says that it may leave says by which act.
        guard !finding.isClear || (since != nil && reference != nil) else {
            throw WindowMessageError(.missing, since == nil ? "since" : "reference")
        }
        return WindowAnswer(
            question: try id("answer"), subject: try subject(of: window), finding: finding,
            source: try text("source", 1...64), asOf: try time("asOf"), sequence: try number("sequence", 1...(1 << 53)),
            since: since, reference: reference)
    }

    private func refusal() throws(WindowMessageError) -> WindowReply {
        try expectOnly(["protocol", "refusal", "code"])
        let code = try text("code", 1...40)
        guard code.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }) else {
            throw WindowMessageError(.format, "code")
        }
        return .refusal(try id("refusal"), code: code)
    }

    private func subject(of window: SingleWindow) throws(WindowMessageError) -> WindowSubject {
        guard let value = members["subject"] else { throw WindowMessageError(.missing, "subject") }
        guard case .object(let object) = value else { throw WindowMessageError(.format, "subject") }
        let part = ReplyReader(members: object)
        let name = WindowSubject.markName(window)
        try part.expectOnly([name, "port"])
        guard
            let subject = WindowSubject(
                window: window, port: try part.text("port", 5...5), mark: try part.text(name, 1...32))
        else { throw WindowMessageError(.format, "subject") }
        return subject
    }

    // MARK: Members

    private func expectOnly(_ known: Set<ExactText>) throws(WindowMessageError) {
        for member in members.members where !known.contains(member.name) {
            // Its name is somebody else's text and goes no further.
            throw WindowMessageError(.unknownMember)
        }
    }

    private func text(_ name: ExactText, _ length: ClosedRange<Int>) throws(WindowMessageError) -> String {
        guard let value = members[name] else { throw WindowMessageError(.missing, name.string) }
        guard case .string(let text) = value, length.contains(text.string.utf8.count),
            TextNormalisation.isPlain(text.string)
        else { throw WindowMessageError(.format, name.string) }
        return text.string
    }

    private func number(_ name: ExactText, _ range: ClosedRange<Int64>) throws(WindowMessageError) -> Int64 {
        guard let value = members[name] else { throw WindowMessageError(.missing, name.string) }
        guard case .integer(let number) = value, range.contains(number) else {
            throw WindowMessageError(.format, name.string)
        }
        return number
    }

    /// Seconds since 1970, in this century.
    private func time(_ name: ExactText) throws(WindowMessageError) -> Int64 {
        try number(name, 946_684_800...4_102_444_799)
    }

    private func id(_ name: ExactText) throws(WindowMessageError) -> QuestionID {
        guard let id = QuestionID(hex: try text(name, 32...32)) else {
            throw WindowMessageError(.format, name.string)
        }
        return id
    }
}
