import GateCore
import GateMessages
import PassFormat
import PassVerify
import StrictJSON

/// A scan's answer as the page gets it: the verdict, one reason, and who it is. What is discreet stays here.
struct ScanAnswer {
    private let result: ScanResult
    /// The address of the photo of the pass; nil without one.
    private let photo: String?

    init(_ result: ScanResult, photo: String?) {
        self.result = result
        self.photo = photo
    }

    /// What can't be read is no refusal: it is shown once more.
    var isMisread: Bool {
        guard case .object(let reason)? = reason, case .string(let code)? = reason["code"] else { return false }
        return ReasonCode(rawValue: code.string)?.isMisread == true
    }

    var members: JSONObject {
        var members: JSONObject = [
            "verdict": .text(result.verdict.rawValue), "direction": .text(result.direction.rawValue),
            "repeat": .bool(result.isRepeat), "misread": .bool(isMisread), "time": .integer(result.time),
        ]
        // Who leaves in an evacuation is not checked, and not told of anything.
        if result.isEvacuation {
            members["evacuation"] = .bool(true)
        } else if let reason {
            members["reason"] = reason
        }
        if let photo { members["photo"] = .text(photo) }
        if let pass = result.decision.pass { members["pass"] = Self.json(pass.claims) }
        if case .waiting = result.recording { members["unrecorded"] = .bool(true) }
        return members
    }

    /// The most serious reason that is more than a banner. A discreet one is never named: the page then says that something is
    /// to be checked.
    private var reason: JSONValue? {
        let serious = result.decision.reasons.filter { $0.effect != .note }
        guard let first = serious.first(where: { !$0.code.isDiscreet }) else {
            return serious.isEmpty ? nil : .object(["code": .text(ReasonCode.discreetCode)])
        }
        var members: JSONObject = ["code": .text(first.code.rawValue)]
        if let detail = first.detail { Self.add(detail, to: &members) }
        return .object(members)
    }

    private static func add(_ detail: ReasonDetail, to members: inout JSONObject) {
        switch detail {
        case .date(let seconds): members["date"] = .integer(seconds)
        case .days(let days): members["n"] = .integer(days)
        case .ports(let texts): members["ports"] = .texts(texts.map(\.string))
        case .gates(let texts): members["gate"] = .texts(texts.map(\.string))
        case .names(let texts): members["name"] = .texts(texts.map(\.string))
        case .plate(let text): members["plate"] = .text(text.string)
        case .hours(let windows):
            members["hours"] = .texts(
                windows.map { "\(ClockTime(minutes: $0.from))–\(ClockTime(minutes: $0.to))" })
        case .conditions, .problem: break
        }
    }

    private static func json(_ claims: PassClaims) -> JSONValue {
        var members: JSONObject = ["number": .text(claims.number.string), "kind": .text(claims.kind.jsonName)]
        if let name = claims.name { members["name"] = .text(name.string) }
        if let organisation = claims.organisation { members["organisation"] = .text(organisation.string) }
        if let hint = claims.idHint { members["idHint"] = .text(hint.string) }
        if !claims.plates.isEmpty { members["plates"] = .texts(claims.plates.map(\.string)) }
        if let vehicle = claims.vehicleClass { members["vehicle"] = .text(vehicle.jsonName) }
        members["notAfter"] = .integer(claims.expires)
        return .object(members)
    }
}

extension ReasonCode {
    /// What stands on the screen in the place of a discreet reason.
    static let discreetCode = "document-check"

    var isMisread: Bool { self == .malformed || self == .unsupported }
}
