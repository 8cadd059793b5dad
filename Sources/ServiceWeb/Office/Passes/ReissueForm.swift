import Identifiers
import PassFormat
import Register

/// What somebody typed of a pass that is to be issued anew.
struct ReissueForm {
    enum Act { case reissue, extend, addPort }

    /// Nil where something is wrong.
    private(set) var amendment: PassAmendment?
    private(set) var activation: Activation?
    private(set) var problems: [String] = []

    init(_ act: Act, _ fields: FormFields, of pass: PassSummary, _ page: StaffPage) throws {
        activation = Self.activation(fields, page)
        if activation == nil { problems.append(page.words["staff.amend-day"]) }
        switch act {
        case .reissue: amendment = try Self.reissue(fields, of: pass)
        case .extend:
            var extended = PassAmendment(reason: PassAmendment.extended)
            extended.lastDay = try? DateText.parse(fields["until"])
            if extended.lastDay == nil {
                problems.append(page.words["staff.amend-until"])
            } else {
                amendment = extended
            }
        case .addPort:
            var added = PassAmendment(reason: PassAmendment.portAdded)
            added.ports = Self.ports(fields.all("access"))
            if added.ports.isEmpty {
                problems.append(page.words["staff.amend-no-port"])
            } else {
                amendment = added
            }
        }
        if !problems.isEmpty { amendment = nil }
    }

    private static func activation(_ fields: FormFields, _ page: StaffPage) -> Activation? {
        switch fields["when"] {
        case "now": return .now
        case "collect": return .whenActivated
        case "day":
            guard let day = try? DateText.parse(fields["day"]) else { return nil }
            let start = day.start(utcOffset: page.register.utcOffset)
            return start > page.now ? .at(start) : nil
        default: return nil
        }
    }

    private static func reissue(_ fields: FormFields, of pass: PassSummary) throws -> PassAmendment {
        guard PassAmendment.reasons.contains(fields["reason"]) else { throw Problem.badForm }
        var amendment = PassAmendment(reason: fields["reason"])
        let claims = try pass.text.map { try PassClaims.claims(in: $0) }
        func changed(_ name: String, _ old: String) -> String? {
            let new = TextNormalisation.trimmed(fields[name])
            return new == old ? nil : new
        }
        if pass.kind == .person { amendment.name = changed("name", claims?.name?.string ?? "") }
        amendment.organisation = changed("organisation", claims?.organisation?.string ?? "")
        if pass.kind == .person {
            let plates = fields["plates"].split { ",，、 ;；\n".contains($0) }.map(String.init)
            if plates != claims?.plates.map(\.string) ?? [] { amendment.plates = plates }
        }
        amendment.isUnbound = fields["unbind"] == "yes"
        amendment.hasCard = fields["card"] == "yes"
        return amendment
    }

    /// `TWKEL/A` for each zone.
    private static func ports(_ typed: [String]) -> [PassAmendment.Port] {
        var zones: [(port: String, zones: [String])] = []
        for text in typed {
            let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { continue }
            if let place = zones.firstIndex(where: { $0.port == parts[0] }) {
                zones[place].zones.append(parts[1])
            } else {
                zones.append((parts[0], [parts[1]]))
            }
        }
        return zones.map { PassAmendment.Port(port: $0.port, zones: $0.zones) }
    }

    static func text(_ problem: FieldProblem, _ words: SiteWords) -> String {
        words.find("staff.amend-\(problem.rule)") ?? words["staff.amend-other", ["problem": problem.message]]
    }
}
