/// Looks at a record without issuing it, e.g. for a form that tells problems while it is filled in.
package enum RecordCheck {
    /// The rules it breaks, but for those that need the register (one periodic pass, references); empty when none.
    package static func problems(_ record: [UInt8], seeds: Seeds, now: Int64) -> [FieldProblem] {
        do throws(RecordRefusal) {
            _ = try RecordValidator.plan(RecordDecoder.decode(record), seeds: seeds, now: now)
            return []
        } catch {
            return error.problems
        }
    }
}
