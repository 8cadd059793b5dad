import Identifiers
import PassFormat
import PassVerify
import SQLStore
import StrictJSON

/// The rules that need to know what a person has already: one periodic pass, so many visits a month, one application at a time.
struct StandingRules {
    let seeds: Seeds
    let application: PassApplication
    let bans: BanCheck
    let database: any SQLReading

    /// Who is told.
    enum Audience {
        /// Only of what their own contact led to: whether anybody else has a pass is nobody's business.
        case applicant
        case staff
    }

    /// The contact that was proved. Of a company's application it is what the company wrote of somebody, who has proved nothing.
    private var provedContact: [UInt8]? { application.company == nil ? application.contact : nil }

    func faults(of prepared: PreparedApplication, renewing number: String, for audience: Audience) throws -> [Fault] {
        var faults = try banFaults(of: prepared, for: audience)
        for (index, plan) in prepared.plans.enumerated() {
            let demand = prepared.demands[index]
            for subject in prepared.subjects[index] {
                if let fault = try periodic(plan, subject, renewing: number, demand, audience) { faults.append(fault) }
                if prepared.isForeign[index], plan.template.term == .singleVisit,
                    let fault = try visits(plan, subject, demand, audience)
                {
                    faults.append(fault)
                }
                if audience == .applicant, application.kind != .visit,
                    let other = try HolderStore.openApplication(
                        of: subject, kind: application.kind, otherThan: application.seq,
                        contact: provedContact, company: application.company, database)
                {
                    faults.append(Fault(demand.subjectField, "applied-already", ["number": other]))
                }
            }
        }
        return faults
    }

    /// What violations keep somebody from.
    func banFaults(of prepared: PreparedApplication, for audience: Audience) throws -> [Fault] {
        var faults: [Fault] = []
        if let fault = try companyBan(prepared) { faults.append(fault) }
        for (index, plan) in prepared.plans.enumerated() {
            for subject in prepared.subjects[index] {
                if let fault = try ban(plan, subject, prepared.demands[index], audience) { faults.append(fault) }
            }
        }
        return faults
    }

    /// Of a person or vehicle. Told to whose it is, and to the staff: somebody else's ban is nobody's business, and is met when the
    /// staff decide.
    private func ban(
        _ plan: PassPlan, _ subject: [UInt8], _ demand: PassDemand, _ audience: Audience
    ) throws -> Fault? {
        guard let end = try bans.end(of: subject, term: plan.template.term, database) else { return nil }
        if audience == .applicant {
            guard let provedContact,
                try ViolationStore.isTheirs(subject, contact: provedContact, database)
            else { return nil }
        }
        return Fault(demand.subjectField, "banned", ["date": day(end)])
    }

    /// Of the company that applies: it is signed in.
    private func companyBan(_ prepared: PreparedApplication) throws -> Fault? {
        guard let seq = application.company, let number = try CompanyStore.company(seq: seq, database)?.number,
            let demand = prepared.demands.first, let end = try bans.end(ofCompany: number, database)
        else { return nil }
        return Fault(demand.subjectField, "company-banned", ["date": day(end)])
    }

    /// The day on which it is over.
    private func day(_ end: Int64) -> String {
        DateText.iso(CivilDate(of: end, utcOffset: seeds.policy.utcOffset))
    }

    private func periodic(
        _ plan: PassPlan, _ subject: [UInt8], renewing number: String, _ demand: PassDemand, _ audience: Audience
    ) throws -> Fault? {
        guard plan.isUnique else { return nil }
        let standing = try HolderStore.periodicPass(
            of: subject, notBefore: plan.template.notBefore, expires: plan.template.expires,
            otherThan: number.isEmpty ? nil : number, contact: provedContact, company: application.company,
            database)
        guard let standing, audience == .staff || standing.isTheirs else { return nil }
        return Fault(demand.subjectField, "one-periodic-pass", ["number": standing.number])
    }

    private func visits(
        _ plan: PassPlan, _ subject: [UInt8], _ demand: PassDemand, _ audience: Audience
    ) throws -> Fault? {
        let most = Int64(seeds.rules.visits.perPassportAndMonth)
        let day = CivilDate(of: plan.template.notBefore, utcOffset: seeds.policy.utcOffset)
        guard let first = CivilDate(year: day.year, month: day.month, day: 1) else { return nil }
        let offset = seeds.policy.utcOffset
        let start = first.start(utcOffset: offset)
        let end = CalendarDuration("P1M")?.added(to: start, utcOffset: offset) ?? start
        let count = try HolderStore.visits(
            of: subject, from: start, until: end, otherThan: application.seq,
            isOfAll: audience == .staff, contact: provedContact, company: application.company, database)
        return count >= most ? Fault(demand.subjectField, "quota", ["most": String(most)]) : nil
    }
}

extension PassDemand {
    /// The field that says whom or what the pass is for.
    var subjectField: String {
        record["plates"] == nil ? fields["idNumber"] ?? "idNumber" : fields["plates"] ?? "plates"
    }
}
