import PassFormat
import SQLStore
import StrictJSON

/// Which records of the audit log somebody asks for.
package enum AuditFilter: Hashable, Sendable {
    case everything
    /// All that happened to a pass and to its reissues, by its number.
    case pass(String)
    case application(String)
    case gate(String)
    /// All that somebody did.
    case principal(String)
    /// All of one kind, as records name it.
    case event(String)
}

/// The filter with what the register knows of its subject.
struct AuditMatcher {
    private enum Rule {
        case all
        /// One of these texts stands in the record, as a whole value.
        case mentions(Set<ExactText>)
        case member(ExactText, JSONValue)
    }

    private let rule: Rule

    init(_ filter: AuditFilter, _ database: any SQLReading) throws {
        switch filter {
        case .everything: rule = .all
        case .pass(let number):
            // Some records name passes by their ids alone.
            let ids = try number.utf8.contains(0) ? [] : PassStore.passes(number: number, database).map(\.id.hex)
            rule = .mentions(Set((ids + [number]).map { ExactText($0) }))
        case .application(let number): rule = .mentions([ExactText(number)])
        case .gate(let id): rule = .mentions([ExactText(id)])
        case .principal(let name): rule = .member("by", .text(name))
        case .event(let name): rule = .member("event", .text(name))
        }
    }

    func matches(_ record: [UInt8]) -> Bool {
        if case .all = rule { return true }
        guard let value = try? JSONReader.read(record), case .object(let members) = value else { return false }
        switch rule {
        case .all: return true
        case .member(let name, let expected): return members[name] == expected
        case .mentions(let texts): return members.members.contains { Self.mentions($0.value, texts) }
        }
    }

    private static func mentions(_ value: JSONValue, _ texts: Set<ExactText>) -> Bool {
        switch value {
        case .string(let text): texts.contains(text)
        case .array(let elements): elements.contains { mentions($0, texts) }
        case .object(let object): object.members.contains { mentions($0.value, texts) }
        case .null, .bool, .integer, .otherNumber: false
        }
    }
}
