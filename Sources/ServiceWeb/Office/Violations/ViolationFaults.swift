import Register

/// What is wrong with what was typed of a violation, in words.
enum ViolationFaults {
    static func text(_ fault: Fault, _ page: StaffPage) -> String {
        page.words.find("staff.violation-fault-\(fault.rule)") == nil
            ? FaultWords.text(fault, page.words)
            : page.words["staff.violation-fault-\(fault.rule)", fault.facts]
    }

    /// The first of each field.
    static func byField(_ faults: [Fault], _ page: StaffPage) -> [String: String] {
        Dictionary(faults.map { ($0.field, text($0, page)) }) { first, _ in first }
    }
}
