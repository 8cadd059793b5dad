import Identifiers
import PassCrypto
import PassFormat
import PassVerify

/// Holds a record against the rules of the seeds. All broken rules are reported, each at its field.
struct RecordValidator {
    let seeds: Seeds
    let now: Int64
    private let known: Set<String>
    private let photo: PhotoCipher.SealedPhoto?
    private var problems: [FieldProblem] = []
    private var warnings: [FieldProblem] = []

    private init(seeds: Seeds, now: Int64, known: Set<String>, photo: PhotoCipher.SealedPhoto?) {
        self.seeds = seeds
        self.now = now
        self.known = known
        self.photo = photo
    }

    private var utcOffset: Int64 { seeds.policy.utcOffset }

    private mutating func fail(_ field: String, _ rule: String, _ message: String) {
        problems.append(FieldProblem(field, rule, message))
    }

    /// - Parameters:
    ///   - known: required members that the register has already.
    ///   - photo: what came along with the record.
    /// - Throws: ``RecordRefusal`` with every broken rule.
    static func plan(
        _ record: PassRecord, seeds: Seeds, now: Int64, known: Set<String> = [],
        photo: PhotoCipher.SealedPhoto? = nil
    ) throws(RecordRefusal) -> PassPlan {
        var validator = RecordValidator(seeds: seeds, now: now, known: known, photo: photo)
        return try validator.plan(record)
    }

    private mutating func plan(_ record: PassRecord) throws(RecordRefusal) -> PassPlan {
        guard let kind = record.kind, let term = record.term, let rules = seeds.rules.kinds[kind] else {
            if record.kind == nil { fail("kind", "required", "is missing") }
            if record.term == nil { fail("term", "required", "is missing") }
            if problems.isEmpty { fail("kind", "unknown-value", "the rules have no such kind") }
            throw RecordRefusal(problems)
        }
        checkPresence(record, rules, kind, term)
        let identity = identity(record)
        let access = access(record)
        let plates = plates(record)
        let (notBefore, expires) = validity(record, term)
        let endorsements = endorsements(record, from: notBefore)
        let schedule = schedule(record)
        let name = text(record.name, "name", limit: PassLimits.name.upperBound)
        let organisation = text(record.organisation, "organisation", limit: PassLimits.organisation.upperBound)
        let vesselCall = text(record.vesselCall, "vesselCall", limit: PassLimits.vesselCall.upperBound)
        let reference = text(record.reference, "reference", limit: 64)
        if photo != nil, record.photoSecret != nil {
            fail("photoSecret", "photo", "is made from the photo: leave it out")
        }
        guard problems.isEmpty, let port = record.access.first.flatMap({ seeds.port($0.port) }) else {
            throw RecordRefusal(problems)
        }
        let template = PassClaims(
            issuer: seeds.policy.issuer, expires: expires, notBefore: notBefore, issuedAt: now, id: PassID(rawValue: 0),
            holderKey: record.holderKey, status: StatusReference(index: 0, uri: ""), number: "",
            name: name.map { WireText($0) }, idHint: kind == .person ? identity.map { WireText($0.hint) } : nil,
            organisation: organisation.map { WireText($0) }, kind: kind, term: term, access: access, plates: plates,
            photoSecret: photo?.secret ?? record.photoSecret, vesselCall: vesselCall.map { WireText($0) },
            vehicleClass: record.vehicleClass, endorsements: endorsements, schedule: schedule,
            escortRequired: record.isEscorted || rules.isEscorted)
        let plan = PassPlan(
            template: template, series: PassNumber.series(port: port.code, letter: rules.letter, year: yearOfIssue),
            identity: identity, subject: rules.onePeriodicPer, reference: reference, photo: photo,
            warnings: warnings)
        try tryEncoding(plan)
        return plan
    }

    private var yearOfIssue: Int64 { Timestamp.year(of: now, utcOffset: utcOffset) }

    private mutating func checkPresence(
        _ record: PassRecord, _ rules: PassRules.Kind, _ kind: PassKind, _ term: PassTerm
    ) {
        if !rules.terms.contains(term) {
            fail("term", "not-for-kind", "\(kind.jsonName) passes are not issued as \(term.jsonName)")
        }
        for member in (rules.required[term] ?? []) + ["access", "notBefore", "notAfter"]
        where !record.present.contains(member) && !known.contains(member) {
            fail(member, "required", "is missing")
        }
        for member in rules.forbidden where record.present.contains(member) {
            fail(member, "not-for-kind", "does not belong to a \(kind.jsonName) pass")
        }
    }

    private mutating func identity(_ record: PassRecord) -> IdentityNumber? {
        guard let text = record.idNumber else { return nil }
        do {
            return try IdentityNumber(text, kind: record.idKind, now: now)
        } catch {
            problems.append(FieldProblem("idNumber", error))
            return nil
        }
    }

    private mutating func text(_ text: String?, _ field: String, limit: Int) -> String? {
        guard let text else { return nil }
        let trimmed = TextNormalisation.trimmed(text)
        if trimmed.isEmpty {
            fail(field, "empty", "is empty")
        } else if trimmed.utf8.count > limit {
            fail(field, "too-long", "has \(trimmed.utf8.count) bytes, at most \(limit) fit")
        } else if !TextNormalisation.isPlain(trimmed) {
            fail(field, "forbidden-character", "holds a control character or one that turns the direction of writing")
        }
        return trimmed
    }

    private mutating func access(_ record: PassRecord) -> [PortAccess] {
        var access: [PortAccess] = []
        if record.present.contains("access"), record.access.isEmpty { fail("access", "empty", "names no port") }
        if record.access.count > PassLimits.ports.upperBound {
            fail("access", "too-many", "at most \(PassLimits.ports.upperBound) ports fit into one pass")
        }
        for entry in record.access {
            guard let port = seeds.port(entry.port) else {
                let shown = entry.port.utf8.count <= 8 && TextNormalisation.isPlain(entry.port) ? entry.port : "?"
                fail("access.\(shown)", "unknown-port", "there is no port \(shown)")
                continue
            }
            var mask: UInt64 = 0
            for name in entry.zones {
                guard let zone = port.zone(name) else {
                    let known = port.zones.map(\.name).joined(separator: ", ")
                    fail("access.\(port.id)", "unknown-zone", "\(port.id) has no zone of this name; it has \(known)")
                    continue
                }
                mask |= 1 << UInt64(zone.bit)
            }
            if entry.zones.isEmpty { fail("access.\(port.id)", "empty", "names no zone") }
            access.append(PortAccess(port: WireText(port.id), zones: mask))
        }
        return access
    }

    private mutating func plates(_ record: PassRecord) -> [WireText] {
        var plates: [WireText] = []
        for text in record.plates {
            let (plate, isChanged) = PlateText.normalise(text)
            guard PassLimits.plate.contains(plate.utf8.count) else {
                fail("plates", "format", "a plate has 1 to \(PassLimits.plate.upperBound) letters and digits")
                continue
            }
            if isChanged {
                warnings.append(
                    FieldProblem(
                        "plates", "characters-left-out", "characters other than letters and digits were left out"))
            }
            if !plates.contains(WireText(plate)) { plates.append(WireText(plate)) }
        }
        if plates.count > PassLimits.plates.upperBound {
            fail("plates", "too-many", "at most \(PassLimits.plates.upperBound) plates fit into one pass")
        }
        if record.present.contains("plates"), record.plates.isEmpty, record.kind == .vehicle {
            fail("plates", "required", "is missing")
        }
        return plates
    }

    private mutating func validity(_ record: PassRecord, _ term: PassTerm) -> (notBefore: Int64, expires: Int64) {
        guard let start = record.notBefore, let end = record.notAfter else { return (0, 0) }
        let notBefore = start.resolved(from: now, utcOffset: utcOffset)
        let expires = end.resolved(from: notBefore, utcOffset: utcOffset)
        guard PassLimits.time.contains(notBefore), PassLimits.time.contains(expires) else {
            fail("notAfter", "format", "is outside the calendar")
            return (0, 0)
        }
        if expires <= notBefore {
            fail("notAfter", "after-not-before", "must be after notBefore")
        } else if expires <= now, seeds.rules.refuseAlreadyOver {
            fail("notAfter", "already-over", "lies in the past")
        } else if let maximum = seeds.rules.terms[term], expires > maximum.added(to: notBefore, utcOffset: utcOffset) {
            fail("notAfter", "longest-validity", "a \(term.jsonName) pass is valid for at most \(maximum.words)")
        } else if seeds.rules.terms[term] == nil {
            fail("term", "unknown-value", "the rules have no such term")
        }
        return (notBefore, expires)
    }

    private mutating func endorsements(_ record: PassRecord, from notBefore: Int64) -> [Endorsement] {
        if record.endorsements.count > PassLimits.endorsements.upperBound {
            fail("endorsements", "too-many", "at most \(PassLimits.endorsements.upperBound) fit into one pass")
        }
        return record.endorsements.compactMap { entry in
            guard seeds.rules.endorsements.contains(entry.name) else {
                let known = seeds.rules.endorsements.sorted().joined(separator: ", ")
                fail("endorsements", "unknown-value", "there is no such endorsement; there are \(known)")
                return nil
            }
            let expires = entry.expires.resolved(from: notBefore, utcOffset: utcOffset)
            guard expires > notBefore, PassLimits.time.contains(expires) else {
                fail("endorsements.\(entry.name)", "already-over", "ends before the pass begins")
                return nil
            }
            return Endorsement(name: WireText(entry.name), expires: expires)
        }
    }

    private mutating func schedule(_ record: PassRecord) -> Int64? {
        let id: Int64?
        switch record.schedule {
        case nil: return nil
        case .name(let name): id = seeds.scheduleNames[name]
        case .id(let number): id = seeds.policy.schedule(number)?.id
        }
        if id == nil {
            let known = seeds.scheduleNames.keys.sorted().joined(separator: ", ")
            fail("schedule", "unknown-value", "there is no such hours table; there are \(known)")
        }
        return id
    }

    /// Encodes the pass with the longest number and status reference it could be given, so that nothing can fail once it has
    /// them.
    private mutating func tryEncoding(_ plan: PassPlan) throws(RecordRefusal) {
        let uri = WireText(seeds.policy.statusPrefix.string + "99999")
        let claims = plan.claims(
            id: PassID(rawValue: .max), status: StatusReference(index: StatusList.standardCount - 1, uri: uri),
            number: plan.series + "-999999999")
        do throws(FormatError) {
            _ = try PassDraft(claims, keyID: KeyID(rawValue: .max))
        } catch {
            fail(error.field ?? "record", error.code.rawValue, error.description)
            throw RecordRefusal(problems)
        }
    }
}
