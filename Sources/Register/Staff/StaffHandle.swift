/// What somebody of the staff is called in the audit log and on command lines: 2 to 32 of `a-z 0-9 - .`, a letter first. It is given
/// once and never again, so that a record of years ago still names one person.
package struct StaffHandle: Hashable, Sendable {
    package let text: String

    /// Nil for what is none.
    package init?(_ text: String) {
        guard (2...32).contains(text.utf8.count), let first = text.utf8.first, (0x61...0x7A).contains(first),
            text.utf8.allSatisfy({
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E
            })
        else { return nil }
        self.text = text
    }

    /// As the audit log names who acts.
    package var principal: Principal {
        get throws(RegisterError) { try Principal("staff:\(text)") }
    }

    /// Whose acts a principal's are; nil for another's than the staff's.
    package init?(_ principal: Principal) {
        guard principal.name.hasPrefix("staff:") else { return nil }
        self.init(String(principal.name.dropFirst(6)))
    }
}
