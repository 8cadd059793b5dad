import GateMessages
import Identifiers
import SQLStore

// Alarms: what the gates' journals showed that somebody has to look at, and who does.
extension Register {
    /// Longest note, in characters.
    package static let alarmNote = 400

    /// Makes alarms of gates whose trust became too old, and ends those whose gate has newer.
    package func watchGates(now: Int64) async throws {
        // A register that was put back changes nothing until that is finished.
        guard restored == nil else { return }
        let policy = seeds.policy
        let found = try await engine.read { database in
            try StaleWatch(policy: policy, levels: PortOrderStore.levels(policy, database), now: now).look(database)
        }
        guard !found.isEmpty else { return }
        try await engine.write { database in
            for finding in found.new { try FindingStore.add(finding, at: now, database) }
            for name in found.over { try FindingStore.close(name: name, at: now, database) }
        }
    }

    /// Those that are open: alarms before warnings, then the oldest first.
    package func openAlarms(limit: Int = 500) async throws -> [Alarm] {
        let alarms = try await engine.read { try AlarmStore.open(limit: limit, $0) }
        return alarms.sorted { one, other in
            let (first, second) = (one.finding.kind.severity == .alarm, other.finding.kind.severity == .alarm)
            return first == second ? (one.finding.time, one.id) < (other.finding.time, other.id) : first
        }
    }

    package func alarmCounts() async throws -> AlarmCounts { try await engine.read { try AlarmStore.counts($0) } }

    /// Those that are over, the newest first.
    package func pastAlarms(before place: Int64 = .max, limit: Int = 50) async throws -> [Alarm] {
        try await engine.read { try AlarmStore.over(before: place, limit: limit, $0) }
    }

    /// Those of one gate, the newest first.
    package func alarms(of gate: String, limit: Int = 20) async throws -> [Alarm] {
        guard !gate.utf8.contains(0) else { return [] }
        return try await engine.read { try AlarmStore.alarms(of: gate, limit: limit, $0) }
    }

    /// An alarm, and what was done about it.
    package func alarm(_ id: Int64) async throws -> (alarm: Alarm, steps: [AlarmStep])? {
        try await engine.read { database in
            guard let alarm = try AlarmStore.alarm(id, database) else { return nil }
            return (alarm, try AlarmStore.steps(id, database))
        }
    }

    /// What guards told the office of that belongs to an alarm: of the same record, or of the same number at the same gate.
    package func tasks(about alarm: Alarm) async throws -> [GateTask] {
        let finding = alarm.finding
        let tasks = try await engine.read { try TaskStore.tasks(of: finding.gate, limit: 200, $0) }
        return tasks.filter { task in
            let isPlace =
                task.concerns != nil && task.concerns?.epoch == finding.epoch
                && task.concerns?.sequence == finding.sequence
            return isPlace || (task.number != nil && task.number == finding.number)
        }
    }

    /// Who may have an alarm in hand.
    package func alarmHandlers(now: Int64) async throws -> [StaffMember] {
        try await staff(now: now).filter { $0.state == .active && $0.may(.handleAlarms) }
    }

    /// Does something about an alarm.
    ///
    /// - Parameters:
    ///   - note: in somebody's words; asked for when it is closed, and for a note.
    ///   - person: who does it.
    /// - Throws: ``RegisterError`` with code `notFound`, `invalidArgument` for a note that is missing or too long or for somebody
    ///   who can't have it, or `impossibleChange` as ``AlarmMachine`` says.
    package func handle(
        _ id: Int64, _ act: AlarmAct, note typed: String, by person: StaffHandle, now: Int64
    ) async throws {
        let note = TextNormalisation.trimmed(typed)
        guard note.count <= Self.alarmNote, note.isEmpty || Self.isNote(note) else {
            throw RegisterError(.invalidArgument, "a note has at most \(Self.alarmNote) characters")
        }
        switch act {
        case .note, .close:
            guard !note.isEmpty else { throw RegisterError(.invalidArgument, "write down what was found") }
        case .take, .handOver: break
        }
        let principal = try person.principal
        try await engine.write { database in
            guard let alarm = try AlarmStore.alarm(id, database) else {
                throw RegisterError(.notFound, "there is no alarm of this number")
            }
            var machine = alarm.machine
            do throws(AlarmMachine.Refusal) { try machine.apply(act, by: person) } catch {
                throw RegisterError.alarm(error)
            }
            switch act {
            case .take: try AlarmStore.setOwner(person, at: now, of: id, database)
            case .handOver(let other):
                guard let row = try StaffStore.member(other, database), row.state == .active,
                    row.roles.permissions.contains(.handleAlarms)
                else { throw RegisterError(.invalidArgument, "\(other.text) can't have an alarm in hand") }
                try AlarmStore.setOwner(other, at: now, of: id, database)
            case .note: break
            case .close(let ending): try AlarmStore.settle(id, as: ending, by: person, at: now, database)
            }
            let step = AlarmStep(act: act, by: person, note: note.isEmpty ? nil : note, at: now)
            try AlarmStore.add(step, to: id, database)
            try AuditStore.append(
                [.gateDesk(.alarm(id, alarm.finding.kind, act))], at: now, by: principal, database)
        }
    }

    /// Lines are allowed; other control characters are not.
    private static func isNote(_ text: String) -> Bool {
        text.split(separator: "\n").allSatisfy { TextNormalisation.isPlain(String($0)) }
    }
}

extension RegisterError {
    static func alarm(_ refusal: AlarmMachine.Refusal) -> RegisterError {
        switch refusal {
        case .over: RegisterError(.impossibleChange, "this alarm is over")
        case .notYours: RegisterError(.impossibleChange, "somebody else has this alarm in hand: take it first")
        case .alreadyTheirs: RegisterError(.impossibleChange, "this alarm is in their hands already")
        }
    }
}
