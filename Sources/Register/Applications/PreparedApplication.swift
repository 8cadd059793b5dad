import Identifiers
import PassCrypto
import PassFormat
import SingleWindows
import StrictJSON

/// Answers in which nothing is wrong, as the passes they ask for.
struct PreparedApplication {
    let demands: [PassDemand]
    let plans: [PassPlan]
    /// Of each plan, the keyed hashes it is looked up by: the person's, or the vehicle's.
    let subjects: [[[UInt8]]]
    /// Of each plan, whether its holder travels on a passport.
    let isForeign: [Bool]
    /// What single windows are asked about.
    let matters: [WindowSubject]

    /// - Throws: every rule that is broken, each at its field.
    static func prepare(
        _ values: FieldValues, of kind: ApplicationKind, _ context: FormContext, vault: IdentityVault
    ) throws -> Result<PreparedApplication, Faults> {
        let faults = FormCheck.faults(in: values, of: kind, context)
        guard faults.isEmpty else { return .failure(Faults(faults)) }
        let demands = kind.rules.records(values, context)
        var plans: [PassPlan] = []
        var problems: [Fault] = []
        for demand in demands {
            do throws(RecordRefusal) {
                let record = try RecordDecoder.decode(JSONWriter.compact(.object(demand.record)))
                plans.append(try RecordValidator.plan(record, seeds: context.seeds, now: context.now))
            } catch {
                problems += error.problems.map { demand.fault(for: $0) }
            }
        }
        guard problems.isEmpty else { return .failure(Faults(problems)) }
        guard !plans.isEmpty else { return .failure(Faults([Fault(VisitForm.people, "required")])) }
        return .success(
            PreparedApplication(
                demands: demands, plans: plans, subjects: try plans.map { try Self.subjects(of: $0, vault: vault) },
                isForeign: plans.map { $0.identity?.kind == .passport }, matters: kind.rules.matters(values)))
    }

    private static func subjects(of plan: PassPlan, vault: IdentityVault) throws(CryptoError) -> [[UInt8]] {
        var subjects: [[UInt8]] = []
        if let identity = plan.identity { subjects.append(try vault.subject(identity: identity.normalised)) }
        if plan.template.kind == .vehicle {
            for plate in plan.template.plates { subjects.append(try vault.subject(plate: plate.string)) }
        }
        return subjects
    }
}

/// What is wrong with answers: never empty.
package struct Faults: Error, Hashable, Sendable {
    package let faults: [Fault]

    init(_ faults: [Fault]) { self.faults = faults }
}

extension PassDemand {
    /// A rule that the record breaks, at the field of the form in which it is mended.
    func fault(for problem: FieldProblem) -> Fault {
        let member = problem.field.split(separator: ".").first.map(String.init) ?? problem.field
        return Fault(fields[member] ?? member, problem.rule)
    }
}
