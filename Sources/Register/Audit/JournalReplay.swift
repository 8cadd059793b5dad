import StrictJSON

/// The journals' ends as the log tells them. Each binds all that was before it, so that the last of a journal is enough.
struct JournalReplay {
    private var ends: [JournalEnd.Name: JournalEnd] = [:]

    /// Follows one record; one about something else is passed over.
    /// - Returns: false when it lacks what such a record has.
    mutating func apply(_ event: String, _ members: JSONObject) -> Bool {
        guard event == "journals-held" else { return true }
        guard case .array(let values)? = members["journals"] else { return false }
        for value in values {
            guard let end = JournalEnd(value) else { return false }
            ends[end.name] = end
        }
        return true
    }

    /// Compares with the journals as they are here, each as far as it is said to be in the log.
    func compare(with found: [JournalEnd.Name: JournalEnd]) -> [AuditProblem] {
        Set(ends.keys).union(found.keys).sorted { $0.text < $1.text }.filter { ends[$0] != found[$0] }.map { name in
            AuditProblem(
                record: nil,
                "the journal \(name.text) is not what the log says: records were taken out of it, or came at other times"
            )
        }
    }
}
