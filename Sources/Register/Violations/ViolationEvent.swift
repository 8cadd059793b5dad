import Identifiers
import PassCrypto
import StrictJSON

/// What the audit log records of violations and of rules. Whose it is stands nowhere here; what became of passes has records of its own.
enum ViolationEvent: Hashable, Sendable {
    case recorded(ViolationNumber, rule: String, grade: ViolationGrade, rules: [UInt8], pass: String?)
    case reversed(ViolationNumber, reason: String)
    case rulesPutInForce(RuleKind, digest: [UInt8], from: CivilDate)

    var name: String {
        switch self {
        case .recorded: "violation-recorded"
        case .reversed: "violation-reversed"
        case .rulesPutInForce: "rules-put-in-force"
        }
    }

    var members: JSONObject {
        switch self {
        case .recorded(let number, let rule, let grade, let rules, let pass):
            var members: JSONObject = [
                "violation": .text(number.text), "rule": .text(rule), "grade": .text(grade.rawValue),
                "rules": .text(Hex.encode(rules)),
            ]
            members["number"] = pass.map(JSONValue.text)
            return members
        case .reversed(let number, let reason): return ["violation": .text(number.text), "reason": .text(reason)]
        case .rulesPutInForce(let kind, let digest, let from):
            return [
                "rules": .text(kind.rawValue), "sha256": .text(Hex.encode(digest)), "from": .text(DateText.iso(from)),
            ]
        }
    }
}
