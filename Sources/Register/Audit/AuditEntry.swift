import StrictJSON

/// A record of the audit log, taken apart: what it says has names and values, and no words of any language.
package struct AuditEntry: Hashable, Sendable {
    /// One thing that a record says.
    package struct Detail: Hashable, Sendable {
        /// As records call it, e.g. `number` or `reason`.
        package let name: String
        /// One, or several of a list; numbers in digits.
        package let values: [String]
    }

    /// Its place in the log, from 0.
    package let number: Int64
    /// Seconds since 1970.
    package let at: Int64
    /// Who did it.
    package let by: String
    /// What was done, e.g. `pass-revoke`.
    package let event: String
    /// In the order of the record.
    package let details: [Detail]
    /// As it is hashed.
    package let record: [UInt8]

    /// - Returns: nil for bytes that are no record of ours.
    init?(_ record: [UInt8]) {
        guard let value = try? JSONReader.read(record), case .object(let members) = value,
            case .integer(let number)? = members["n"], case .integer(let at)? = members["at"],
            case .string(let by)? = members["by"], case .string(let event)? = members["event"]
        else { return nil }
        self.number = number
        self.at = at
        self.by = by.string
        self.event = event.string
        self.record = record
        details = members.members.filter { !["n", "at", "by", "event"].contains($0.name.string) }.map { member in
            Detail(name: member.name.string, values: Self.values(member.value))
        }
    }

    private static func values(_ value: JSONValue) -> [String] {
        switch value {
        case .string(let text): [text.string]
        case .integer(let number): [String(number)]
        case .bool(let flag): [flag ? "true" : "false"]
        case .array(let elements): elements.flatMap(values)
        case .object(let object): object.members.flatMap { [$0.name.string] + values($0.value) }
        case .null, .otherNumber: []
        }
    }
}

/// Some records of the log, the newest first.
package struct AuditPage: Hashable, Sendable {
    package let entries: [AuditEntry]
    /// What to ask before for the next page; nil at the beginning of the log. A page may be short, or empty, and another follow it:
    /// only so many records are looked through at once.
    package let next: Int64?
    /// How many records the log has.
    package let size: Int64
}
