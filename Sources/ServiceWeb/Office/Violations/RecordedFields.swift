import Identifiers
import PassFormat
import Register

/// What was typed of a violation that is to be recorded.
struct RecordedFields {
    static let names: Set<String> = [
        "number", "pass", "task", "identity", "company", "rule", "day", "time", "suspension", "ban", "place",
        "evidence",
    ]

    var values: [String: String] = [:]

    init() {}

    init(_ fields: FormFields) {
        for name in Self.names { values[name] = fields[name] }
    }

    subscript(_ name: String) -> String { values[name] ?? "" }

    /// What it comes to; or what is wrong with it, beside what the register finds.
    func draft(utcOffset: Int64) -> Result<ViolationDraft, FieldFaults> {
        var faults: [Fault] = []
        let (day, time) = (try? DateText.parse(self["day"]), Self.seconds(self["time"]))
        if day == nil { faults.append(Fault("day", "format")) }
        if time == nil { faults.append(Fault("time", "format")) }
        let occurredAt = (day?.start(utcOffset: utcOffset) ?? 0) + (time ?? 0)
        if self["evidence"].isEmpty { faults.append(Fault("evidence", "required")) }
        let number = ViolationNumber(typed: self["number"])
        if number == nil { faults.append(Fault("rule", "required")) }
        if self["rule"].isEmpty { faults.append(Fault("rule", "choose")) }
        var whom: ViolationDraft.Whom?
        if !self["pass"].isEmpty {
            whom = PassID(hex: self["pass"]).map { .pass($0) }
            if whom == nil { faults.append(Fault("identity", "required")) }
        } else if !self["identity"].isEmpty {
            whom = .identity(self["identity"])
        } else if !self["company"].isEmpty {
            whom = .company(self["company"])
        } else {
            faults.append(Fault("identity", "whom"))
        }
        func months(_ name: String) -> Int? {
            if self[name].isEmpty { return nil }
            guard let number = Int(self[name]), (1...120).contains(number) else {
                faults.append(Fault(name, "months"))
                return nil
            }
            return number
        }
        let (suspension, ban) = (months("suspension"), months("ban"))
        guard faults.isEmpty, let number, let whom else { return .failure(FieldFaults(faults: faults)) }
        var company = self["company"]
        if case .company = whom { company = "" }
        return .success(
            ViolationDraft(
                number: number, whom: whom, rule: self["rule"], occurredAt: occurredAt, suspensionMonths: suspension,
                banMonths: ban, company: company, place: self["place"], evidence: self["evidence"],
                task: Int64(self["task"])))
    }

    struct FieldFaults: Error { let faults: [Fault] }

    /// `14:30`, as seconds.
    private static func seconds(_ text: String) -> Int64? {
        let parts = text.replacing("：", with: ":").split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2,
            parts.allSatisfy({ (1...2).contains($0.utf8.count) && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let hours = Int64(parts[0]), let minutes = Int64(parts[1]), hours < 24, minutes < 60
        else { return nil }
        return hours * 3_600 + minutes * 60
    }
}
