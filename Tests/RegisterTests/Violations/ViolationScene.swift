import Foundation
import PassFormat
import Register
import Testing

/// The rule set of the seeds, and violations made up under it.
enum ViolationScene {
    /// 2026-12-01T12:00:00+08:00.
    static let now = ScratchRegister.now
    static let day: Int64 = 86_400
    static let offset: Int64 = 28_800
    static let wang: [UInt8] = [UInt8](repeating: 1, count: 16)

    static func file(_ name: String = "violations.json") throws -> String {
        try String(contentsOfFile: try ScratchRegister.seeds + "/" + name, encoding: .utf8)
    }

    /// - Parameter changes: what else of the file is another; each must be there.
    static func rules(_ changes: [(String, String)] = []) throws -> ViolationRules {
        let set = try RuleSetFile(.violations, try bytes(changes), utcOffset: offset)
        guard case .violations(let rules) = set.content else { throw Unexpected() }
        return rules
    }

    static func bytes(_ changes: [(String, String)] = [], of name: String = "violations.json") throws -> [UInt8] {
        var text = try file(name)
        for (old, new) in changes {
            try #require(text.contains(old), "\(old)")
            text = text.replacing(old, with: new)
        }
        return Array(text.utf8)
    }

    static func engine(_ rules: ViolationRules) -> ViolationEngine {
        ViolationEngine(utcOffset: offset) { $0 == rules.digest ? rules : nil }
    }

    static func one(
        _ id: Int64, _ rule: String, at time: Int64, _ rules: ViolationRules, party: ViolationParty = .person,
        subject: [UInt8] = wang, company: String? = nil, suspension: Int? = nil, ban: Int? = nil
    ) -> ViolationCase {
        ViolationCase(
            id: id, party: party, subject: subject, company: company, at: time, rule: rule, rules: rules.digest,
            suspensionMonths: suspension, banMonths: ban)
    }

    static func time(_ text: String) throws -> Int64 { try #require(Timestamp.parse(text)) }

    struct Unexpected: Error {}
}
