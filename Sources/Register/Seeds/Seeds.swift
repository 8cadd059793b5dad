import Foundation
import PassCrypto
package import PassVerify
import StrictJSON

/// The data a register goes by: ports, zones, gates, rules, reasons and the policy for gates, checked as a whole.
package struct Seeds: Sendable {
    /// What is read.
    package static let fileNames = [
        "fees.json", "gates.json", "policy.json", "ports.json", "reasons.json", "rules.json", "zones.json",
    ]

    /// What the public pages say; a register that was made before there was a page has none of it.
    package static let siteFileNames = [
        "cases.json", "companies.json", "counters.json", "open-data.json", "procedures.json",
        "retention.json", "violations.json",
    ]

    /// The files as they are, by name.
    package let files: [String: [UInt8]]
    package let ports: [SeedPort]
    package let rules: PassRules
    package let fees: FeeTable
    package let reasons: [SeedReason]
    package let policy: GatePolicy
    /// The first line of the audit log's check points (C2SP tlog-checkpoint).
    package let auditOrigin: String
    /// The security level a new register starts with.
    package let level: SecurityLevel
    /// Names of the hours tables.
    package let scheduleNames: [String: Int64]
    package let site: SiteFacts
    package let companies: CompanyRules
    package let service: ServiceRules
    package let retention: RetentionRules
    /// What violations lead to, before two people put another set in force; nil where a register's seeds are older than the file.
    let violations: ViolationRules?
    /// Nil where a register's seeds are older than the file.
    package let openData: OpenDataRules?

    /// Reads a folder.
    /// - Throws: ``RegisterError`` with code `invalidSeeds`: the file, the member and what is wrong.
    package init(folder: String) throws(RegisterError) {
        var files: [String: [UInt8]] = [:]
        for name in Self.fileNames {
            guard let data = FileManager.default.contents(atPath: folder + "/" + name) else {
                throw .seeds(name, nil, "cannot be read in \(folder)")
            }
            files[name] = [UInt8](data)
        }
        for name in Self.siteFileNames {
            guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { continue }
            files[name] = [UInt8](data)
        }
        try self.init(files: files)
    }

    package init(files: [String: [UInt8]]) throws(RegisterError) {
        var roots: [String: SeedObject] = [:]
        for name in Self.fileNames where files[name] == nil { throw .seeds(name, nil, "is missing") }
        for name in Self.fileNames + Self.siteFileNames {
            guard let bytes = files[name] else { continue }
            let value: JSONValue
            do { value = try JSONReader.read(bytes) } catch { throw .seeds(name, nil, error.description) }
            roots[name] = try SeedObject(value, file: name, path: "")
        }
        func root(_ name: String) throws(RegisterError) -> SeedObject {
            guard let root = roots[name] else { throw .seeds(name, nil, "is missing") }
            return root
        }
        self.files = files
        let rules = try RulesReader.read(root("rules.json"))
        ports = try Self.readPorts(root("ports.json"), zones: root("zones.json").object("zones"), rules: rules)
        self.rules = rules
        reasons = try Self.readReasons(root("reasons.json"))
        let policyRoot = try root("policy.json")
        policy = try PolicyReader(ports: ports, gates: root("gates.json")).read(policyRoot)
        fees = try FeesReader.read(root("fees.json"), utcOffset: policy.utcOffset)
        auditOrigin = try policyRoot.string("auditOrigin")
        guard auditOrigin.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "+") }) else {
            throw policyRoot.fail("auditOrigin", "must be ASCII without spaces and plus signs")
        }
        level = SecurityLevel(rawValue: Int(try policyRoot.integer("level", in: 1...3))) ?? .one
        var names: [String: Int64] = [:]
        for (object, schedule) in zip(try policyRoot.objects("schedules"), policy.schedules) {
            names[try object.string("name")] = schedule.id
        }
        guard names.count == policy.schedules.count, Set(names.values).count == names.count else {
            throw policyRoot.fail("schedules", "two have one name or one id")
        }
        scheduleNames = names
        site = try SiteFacts(files: roots, ports: ports)
        companies = try roots["companies.json"].map(CompanyRulesReader.read) ?? CompanyRules()
        service = try roots["cases.json"].map(ServiceRulesReader.read) ?? .standard
        retention = try roots["retention.json"].map(RetentionReader.read) ?? .none
        if let root = roots["open-data.json"] { openData = try OpenDataRules.read(root) } else { openData = nil }
        if let root = roots["violations.json"] {
            violations = try ViolationRulesReader.read(root, digest: Hash.sha256(files["violations.json"] ?? []))
        } else {
            violations = nil
        }
    }

    /// SHA-256 over names and contents, to tell one version from another.
    package var digest: [UInt8] {
        var hash = SHA256()
        for name in Self.fileNames {
            hash.update(Array("\(name)\0\(files[name]?.count ?? 0)\0".utf8))
            hash.update(files[name] ?? [])
        }
        for name in Self.siteFileNames {
            guard let bytes = files[name] else { continue }
            hash.update(Array("\(name)\0\(bytes.count)\0".utf8))
            hash.update(bytes)
        }
        return hash.digest
    }

    /// What is asked of an applicant.
    package func procedure(_ kind: ApplicationKind, _ id: String) -> Procedure? {
        site.procedures.first { $0.kind == kind && $0.id == id }
    }

    func port(_ id: String) -> SeedPort? { ports.first { $0.id == id } }

    func reason(_ code: String, for act: String) throws(RegisterError) {
        let usable = reasons.filter { $0.acts?.contains(act) ?? true }
        guard usable.contains(where: { $0.code == code }) else {
            throw .unknownReason(code, act, known: usable.map(\.code))
        }
    }

    private static func readPorts(
        _ root: SeedObject, zones: SeedObject, rules: PassRules
    ) throws(RegisterError) -> [SeedPort] {
        try root.expectOnly(["ports"])
        var ports: [SeedPort] = []
        for object in try root.objects("ports") {
            try object.expectOnly(["id", "code", "name", "awaitsCustoms"])
            let (id, code) = (try object.string("id"), try object.string("code"))
            let isUpper = { (text: String) in text.utf8.allSatisfy { (0x41...0x5A).contains($0) } }
            guard id.utf8.count == 5, isUpper(id) else { throw object.fail("id", "must be five capital letters") }
            guard code.utf8.count == 3, isUpper(code) else {
                throw object.fail("code", "must be three capital letters")
            }
            guard !ports.contains(where: { $0.id == id || $0.code == code }) else {
                throw object.fail(nil, "\(id) or \(code) comes twice")
            }
            let name = try object.object("name")
            ports.append(
                SeedPort(
                    id: id, code: code, nameInChinese: try name.string("zh"), nameInEnglish: try name.string("en"),
                    zones: try readZones(zones, of: id, rules: rules),
                    awaitsCustoms: try object.bool("awaitsCustoms", default: false)))
        }
        for name in zones.names where !ports.contains(where: { $0.id == name }) {
            throw zones.fail(name, "there is no such port")
        }
        return ports
    }

    private static func readZones(
        _ root: SeedObject, of port: String, rules: PassRules
    ) throws(RegisterError) -> [SeedZone] {
        guard root.value(port) != nil else { return [] }
        var zones: [SeedZone] = []
        for object in try root.objects(port) {
            try object.expectOnly(["name", "bit", "endorsements"])
            let name = try object.string("name")
            let label = object.value("label") == nil ? nil : try object.object("label")
            let zone = SeedZone(
                name: name, bit: Int(try object.integer("bit", in: 0...63)),
                endorsements: try object.strings("endorsements", default: []),
                labelInChinese: try label?.string("zh") ?? name, labelInEnglish: try label?.string("en") ?? name)
            guard !zones.contains(where: { $0.name == zone.name || $0.bit == zone.bit }) else {
                throw object.fail(nil, "the name or the bit comes twice")
            }
            for name in zone.endorsements where !rules.endorsements.contains(name) {
                throw object.fail("endorsements", "rules.json has no endorsement \(name)")
            }
            zones.append(zone)
        }
        return zones
    }

    private static func readReasons(_ root: SeedObject) throws(RegisterError) -> [SeedReason] {
        try root.expectOnly(["reasons"])
        var reasons: [SeedReason] = []
        for object in try root.objects("reasons") {
            try object.expectOnly(["code", "acts"])
            let code = try object.string("code")
            guard code.utf8.count <= 32, code.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == 0x2D }) else {
                throw object.fail("code", "must be lower-case letters and dashes")
            }
            guard !reasons.contains(where: { $0.code == code }) else {
                throw object.fail("code", "\(code) comes twice")
            }
            let label = try object.object("label")
            reasons.append(
                SeedReason(
                    code: code, acts: object.value("acts") == nil ? nil : Set(try object.strings("acts")),
                    labelInChinese: try label.string("zh"), labelInEnglish: try label.string("en")))
        }
        return reasons
    }
}
