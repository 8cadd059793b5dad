import PassFormat
import SQLStore

/// Opens status lists ahead of need: their order is random, so it is made outside any transaction.
struct StatusListOpener: Sendable {
    let engine: any SQLEngine
    let random: RandomSource

    /// Opens the next list.
    func open(by principal: Principal, now: Int64) async throws {
        let permutation = IndexPermutation(random: random)
        let list = try await engine.read { try StatusStore.nextListNumber($0) }
        try await engine.write { database in
            // Another task may have been faster; then there is room again, which is all that was wanted.
            guard try StatusStore.open(list, permutation, now: now, database) else { return }
            try AuditStore.append([.listOpened(list)], at: now, by: principal, database)
        }
    }

    /// Opens lists until the free places cover what the last `days` days used, and a whole list at least: a list has to be at
    /// the gates, empty, before the first pass names it.
    func openSpares(days: Int64, by principal: Principal, now: Int64) async throws {
        while true {
            let lists = try await engine.read { try StatusStore.live($0) }
            let free = lists.reduce(0) { $0 + StatusList.standardCount - $1.used }
            // A list used in that time counts with all its places, whenever they were given out.
            let recent = lists.filter { ($0.lastUsed ?? .min) >= now - days * 86_400 }.reduce(0) { $0 + $1.used }
            if free >= max(StatusList.standardCount, min(recent, 16 * StatusList.standardCount)) { return }
            try await open(by: principal, now: now)
        }
    }
}
