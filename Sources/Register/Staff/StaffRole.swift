/// What somebody of the staff is there for (DESIGN section 7). The raw value is in the database and in the audit log.
package enum StaffRole: String, Hashable, Sendable, CaseIterable, Comparable {
    case clerk
    case policeLiaison = "police-liaison"
    case supervisor
    case finance
    case gateManager = "gate-manager"
    case keyCustodian = "key-custodian"
    /// Makes accounts of staff, and gives them roles together with another one.
    case administrator
    /// Reads everything, changes nothing.
    case auditor

    package static func < (one: StaffRole, other: StaffRole) -> Bool { one.rawValue < other.rawValue }

    package var permissions: Set<Permission> {
        switch self {
        case .clerk:
            [
                .seeApplications, .reviewApplications, .serveCounter, .seePasses, .changePasses, .seeTasks, .doTasks,
                .seeCompanies, .answerOpinions, .seeOpinions, .seeViolations, .recordViolations, .seeShips,
                .seeNews, .writeNews, .seeCalls, .enterCalls, .seeSeminars, .runSeminars,
            ]
        case .policeLiaison:
            [
                .seeApplications, .givePoliceVerdicts, .seePasses, .seeHotList, .changeHotList, .seeViolations,
                .recordViolations,
            ]
        case .supervisor:
            [
                .seeApplications, .reviewApplications, .serveCounter, .seePasses, .changePasses, .suspendMany,
                .seeChanges, .proposeChanges, .decideChanges, .seeCompanies, .decideCompanies, .seeOpinions,
                .answerOpinions, .seeTasks, .doTasks, .seeGates, .handleAlarms, .setLevel, .seePresence, .servePersons,
                .seeViolations, .recordViolations, .reverseViolations, .seeRules, .proposeRules, .seeShips, .seeNews,
                .writeNews, .publishNews, .seeCalls, .enterCalls, .seeSeminars, .runSeminars, .publishSeminars,
            ]
        case .finance: [.seePayments, .bookPayments, .seeChanges, .proposeChanges, .seeRules, .proposeRules]
        case .gateManager:
            [
                .seeGates, .changeGates, .handleAlarms, .setLevel, .seeTasks, .doTasks, .seePresence, .seePasses,
                .seeHotList, .seeShips,
            ]
        case .keyCustodian: [.seeKeys, .changeKeys, .seeChanges, .proposeChanges, .decideChanges]
        case .administrator: [.seeStaff, .endStaff, .seeRetention, .seeChanges, .proposeChanges, .decideChanges]
        case .auditor: Set(Permission.allCases.filter(\.isReading))
        }
    }
}

extension Set<StaffRole> {
    package var permissions: Set<Permission> { reduce(into: []) { $0.formUnion($1.permissions) } }
}
