import Identifiers
import PassVerify

/// What an entry of a roster says, brought into the spelling in which forms and lists use it, and held against the rules.
struct RosterValues {
    static let personFields = [
        "name", "nationality", "idKind", "idNumber", "birthDate", "jobTitle", "mobile", "email",
    ]
    static let vehicleFields = ["plate", "vehicleClass", "trailerPlate", "companyNumber", "organisation"]

    let values: FieldValues
    /// What it is found by: the keyed hash of the identity number, or of the plate.
    let subject: [UInt8]

    /// - Throws: every rule that is broken, each at its field.
    static func check(
        _ typed: FieldValues, _ kind: RosterKind, now: Int64, utcOffset: Int64, _ vault: IdentityVault
    ) throws -> Result<RosterValues, Faults> {
        var check = RosterCheck(typed: typed, now: now, today: CivilDate(of: now, utcOffset: utcOffset))
        switch kind {
        case .person: check.person()
        case .vehicle: check.vehicle()
        }
        guard check.faults.isEmpty else { return .failure(Faults(check.faults)) }
        let subject =
            switch kind {
            case .person: try vault.subject(identity: check.key)
            case .vehicle: try vault.subject(plate: check.key)
            }
        return .success(RosterValues(values: check.values, subject: subject))
    }
}

/// Collects what is right and what is wrong.
struct RosterCheck {
    let typed: FieldValues
    let now: Int64
    let today: CivilDate
    private(set) var values = FieldValues()
    private(set) var faults: [Fault] = []
    /// The normalised identity number, or plate.
    private(set) var key = ""

    init(typed: FieldValues, now: Int64, today: CivilDate) {
        self.typed = typed
        self.now = now
        self.today = today
    }

    private mutating func take(_ field: String, _ read: (String) throws(IdentifierError) -> String) {
        do throws(IdentifierError) { values[field] = try read(typed[field]) } catch {
            faults.append(Fault(field, error.rule.rawValue))
        }
    }

    private mutating func takeOptional(_ field: String, _ read: (String) throws(IdentifierError) -> String) {
        if !typed[field].isEmpty { take(field, read) }
    }

    private mutating func takeText(_ field: String) {
        let text = typed[field]
        if text.utf8.count > 90 {
            faults.append(Fault(field, "too-long", ["most": "30"]))
        } else if !TextNormalisation.isPlain(text) {
            faults.append(Fault(field, "forbidden-character"))
        } else {
            values[field] = text
        }
    }

    mutating func person() {
        take("name") { text throws(IdentifierError) in try PersonName(text).text }
        identity()
        let today = self.today
        takeOptional("birthDate") { text throws(IdentifierError) in
            DateText.iso(try BirthDate(text, today: today).date)
        }
        takeOptional("mobile") { text throws(IdentifierError) in try MobileNumber(text).e164 }
        takeOptional("email") { text throws(IdentifierError) in try EmailAddress(text).folded }
        takeText("nationality")
        takeText("jobTitle")
    }

    /// A passport's number may stand in a column of its own; the kind of another is seen from its shape.
    private mutating func identity() {
        let isPassport = typed["idNumber"].isEmpty && !typed["passport"].isEmpty
        let field = isPassport ? "passport" : "idNumber"
        let text = typed[field]
        guard !text.isEmpty else {
            faults.append(Fault("idNumber", "required"))
            return
        }
        let kind = isPassport ? IdentityNumber.Kind.passport : IdentityNumber.Kind(rawValue: typed["idKind"])
        if kind == nil, !typed["idKind"].isEmpty { return faults.append(Fault("idKind", "unknown-value")) }
        do throws(IdentifierError) {
            let number = try IdentityNumber(text, kind: kind, now: now)
            key = number.normalised
            values["idNumber"] = number.normalised
            values["idKind"] = number.kind.rawValue
        } catch {
            faults.append(Fault(field, error.rule.rawValue))
        }
    }

    /// As it was typed: a plate may look unusual.
    private mutating func takePlate(_ field: String) {
        let text = typed[field]
        if !TextNormalisation.isPlain(text) {
            faults.append(Fault(field, "forbidden-character"))
        } else if text.utf8.count > 40 || !(1...12).contains(PlateText.normalise(text).plate.utf8.count) {
            faults.append(Fault(field, "format"))
        } else {
            values[field] = text
        }
    }

    mutating func vehicle() {
        key = PlateText.normalise(typed["plate"]).plate
        if typed["plate"].isEmpty { faults.append(Fault("plate", "required")) } else { takePlate("plate") }
        if !typed["trailerPlate"].isEmpty { takePlate("trailerPlate") }
        let kind = typed["vehicleClass"]
        if let known = VehicleWords.vehicleClass(kind) {
            values["vehicleClass"] = known.jsonName
        } else if !kind.isEmpty {
            faults.append(Fault("vehicleClass", "unknown-value"))
        }
        takeOptional("companyNumber") { text throws(IdentifierError) in try CompanyNumber(text).digits }
        takeText("organisation")
    }
}
