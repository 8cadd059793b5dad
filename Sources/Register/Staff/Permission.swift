/// What a page of the back office, or an act on one, asks of who is there. Every route has one.
package enum Permission: String, Hashable, Sendable, CaseIterable {
    /// What everybody who is signed in has: their own account.
    case ownAccount
    case seeApplications, reviewApplications, givePoliceVerdicts, serveCounter
    case seePasses, changePasses, suspendMany
    /// Changes that two people make together.
    case seeChanges, proposeChanges, decideChanges
    case seeCompanies, decideCompanies
    case seeOpinions, answerOpinions
    case seePayments, bookPayments
    case seeGates, changeGates, handleAlarms, setLevel, seePresence
    case seeTasks, doTasks
    /// What the ports tell of ships: no person is in it.
    case seeShips
    case seeHotList, changeHotList
    case seeKeys, changeKeys
    case seeStaff, endStaff
    /// Gives people what is kept of them, erases it, opens their identity number.
    case servePersons
    case seeAudit
    /// How long what is kept, and what was deleted when.
    case seeRetention
    /// Violations, and what follows from them.
    case seeViolations, recordViolations, reverseViolations
    /// Rule sets and fee tables.
    case seeRules, proposeRules
    /// What the office tells everybody: writing it, and making it what everybody sees.
    case seeNews, writeNews, publishNews
    /// Calls that the desks answered.
    case seeCalls, enterCalls
    /// Seminars: what is planned; writing them, who comes, and answers; and letting what is written be seen by everybody.
    case seeSeminars, runSeminars, publishSeminars

    /// Whether it changes nothing.
    package var isReading: Bool {
        switch self {
        case .seeApplications, .seePasses, .seeChanges, .seeCompanies, .seeOpinions, .seePayments, .seeGates,
            .seePresence, .seeTasks, .seeShips, .seeHotList, .seeKeys, .seeStaff, .seeAudit, .seeRetention,
            .seeViolations, .seeRules, .seeNews, .seeCalls, .seeSeminars:
            true
        case .ownAccount, .reviewApplications, .givePoliceVerdicts, .serveCounter, .changePasses, .suspendMany,
            .proposeChanges, .decideChanges, .decideCompanies, .answerOpinions, .bookPayments, .changeGates,
            .handleAlarms, .setLevel, .doTasks, .changeHotList, .changeKeys, .endStaff, .servePersons,
            .recordViolations, .reverseViolations, .proposeRules, .writeNews, .publishNews, .enterCalls,
            .runSeminars, .publishSeminars:
            false
        }
    }
}
