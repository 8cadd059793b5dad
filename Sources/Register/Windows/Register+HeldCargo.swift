import SQLStore
import SingleWindows

extension Register {
    /// Containers that customs has not released, at ports that let no visit be approved before.
    static func heldCargo(
        of application: PassApplication, at ports: [SeedPort], _ database: any SQLReading
    ) throws -> [Fault] {
        let strict = Set(ports.filter(\.awaitsCustoms).map(\.id))
        guard !strict.isEmpty else { return [] }
        return try VisitMatterStore.all(of: application.seq, database).filter { matter in
            matter.subject.window == .customs && strict.contains(matter.subject.port)
                && matter.state?.finding != .released
        }.prefix(1).map { Fault("containers", "not-released", ["number": $0.subject.mark]) }
    }
}
