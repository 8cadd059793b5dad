import Identifiers
import PassCrypto
import PassFormat
import PassVerify
import StrictJSON

/// Reads one record strictly: every member known, once, of its type. All problems are reported, each at its field.
struct RecordDecoder {
    /// A record is a few hundred bytes.
    static let maximumBytes = 16_384

    private var record = PassRecord()
    private var problems: [FieldProblem] = []

    static func decode(_ bytes: [UInt8]) throws(RecordRefusal) -> PassRecord {
        guard bytes.count <= maximumBytes else {
            throw RecordRefusal([FieldProblem("record", "too-long", "a record has at most \(maximumBytes) bytes")])
        }
        let value: JSONValue
        do { value = try JSONReader.read(bytes) } catch {
            throw RecordRefusal([FieldProblem("record", "json", error.description)])
        }
        guard case .object(let object) = value else {
            throw RecordRefusal([FieldProblem("record", "type", "a record is a JSON object, not \(value.kind)")])
        }
        var decoder = RecordDecoder()
        for member in object.members where member.value != .null {
            decoder.record.present.insert(member.name.string)
            decoder.read(member)
        }
        guard decoder.problems.isEmpty else { throw RecordRefusal(decoder.problems) }
        return decoder.record
    }

    private mutating func fail(_ field: String, _ rule: String, _ message: String) {
        problems.append(FieldProblem(field, rule, message))
    }

    private mutating func read(_ member: JSONMember) {
        let name = member.name.string
        switch name {
        case "kind": record.kind = choice(member, aliases: ["visitorCard": .visitorCard]) { $0.jsonName }
        case "term":
            record.term = choice(member, aliases: ["singleVisit": .singleVisit, "single": .singleVisit]) { $0.jsonName }
        case "vehicleClass": record.vehicleClass = choice(member, aliases: [:]) { $0.jsonName }
        case "idKind": record.idKind = choice(member, aliases: [:]) { $0.rawValue }
        case "name": record.name = text(member)
        case "idNumber": record.idNumber = text(member)
        case "organisation": record.organisation = text(member)
        case "vesselCall": record.vesselCall = text(member)
        case "reference": record.reference = text(member)
        case "notBefore": record.notBefore = time(member.value, name)
        case "notAfter": record.notAfter = time(member.value, name)
        case "access": readAccess(member.value)
        case "plates": record.plates = texts(member.value, name)
        case "endorsements": readEndorsements(member.value)
        case "schedule": readSchedule(member.value)
        case "escort":
            guard case .bool(let truth) = member.value else { return fail(name, "type", "must be true or false") }
            record.isEscorted = truth
        case "holderKey":
            let key = text(member).flatMap { Base64URL.decode(Array($0.utf8)) }.flatMap { HolderKey($0) }
            guard let key, (try? PublicKey(key.x)) != nil else {
                return fail(name, "format", "must be an Ed25519 public key: 32 bytes in base64url")
            }
            record.holderKey = key
        case "photoSecret":
            guard let secret = text(member).flatMap(Hex.decode), secret.count == PassLimits.photoSecret else {
                return fail(name, "format", "must be 16 bytes in hexadecimal")
            }
            record.photoSecret = secret
        default:
            let shown = name.utf8.count <= 40 && TextNormalisation.isPlain(name) ? name : "record"
            fail(shown, "unknown-member", "a record has no such member")
        }
    }

    private mutating func text(_ member: JSONMember) -> String? {
        guard case .string(let text) = member.value else {
            fail(member.name.string, "type", "must be a text, is \(member.value.kind)")
            return nil
        }
        return text.string
    }

    private mutating func texts(_ value: JSONValue, _ field: String) -> [String] {
        guard case .array(let values) = value else {
            fail(field, "type", "must be a list of texts, is \(value.kind)")
            return []
        }
        return values.compactMap { value in
            guard case .string(let text) = value else {
                fail(field, "type", "must be a list of texts")
                return nil
            }
            return text.string
        }
    }

    private mutating func choice<Choice: CaseIterable>(
        _ member: JSONMember, aliases: [String: Choice], name: (Choice) -> String
    ) -> Choice? {
        guard let text = text(member) else { return nil }
        if let choice = Choice.allCases.first(where: { name($0) == text }) ?? aliases[text] { return choice }
        fail(member.name.string, "unknown-value", "must be one of \(Choice.allCases.map(name).joined(separator: ", "))")
        return nil
    }

    private mutating func time(_ value: JSONValue, _ field: String) -> RecordTime? {
        if case .string(let text) = value, let time = RecordTime(text.string) { return time }
        fail(field, "format", "must be a time like 2026-12-01T00:00:00+08:00 or a duration like P1Y")
        return nil
    }

    private mutating func readAccess(_ value: JSONValue) {
        guard case .object(let ports) = value else {
            return fail("access", "type", "must be an object of ports and their zones, is \(value.kind)")
        }
        for port in ports.members {
            let field = port.name.utf8.count <= 8 ? "access.\(port.name)" : "access"
            record.access.append(PassRecord.Access(port: port.name.string, zones: texts(port.value, field)))
        }
    }

    private mutating func readEndorsements(_ value: JSONValue) {
        guard case .object(let endorsements) = value else {
            return fail("endorsements", "type", "must be an object of names and times, is \(value.kind)")
        }
        for member in endorsements.members {
            let field = member.name.utf8.count <= 24 ? "endorsements.\(member.name)" : "endorsements"
            if let expires = time(member.value, field) { record.endorsements.append((member.name.string, expires)) }
        }
    }

    private mutating func readSchedule(_ value: JSONValue) {
        switch value {
        case .string(let name): record.schedule = .name(name.string)
        case .integer(let id): record.schedule = .id(id)
        default: fail("schedule", "type", "must be the name or the id of an hours table")
        }
    }
}
