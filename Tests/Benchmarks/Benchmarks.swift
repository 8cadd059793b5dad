import Foundation

/// Prints each figure beside its budget; leaves with 1 when a budget is missed. `scripts/bench` runs it.
@main
enum Benchmarks {
    static func main() async throws {
        if CommandLine.arguments.dropFirst().first == "fleet-gates" {
            guard let fleet = Fleet(Array(CommandLine.arguments.dropFirst(2))) else { exit(2) }
            try await fleet.run()
        }
        if CommandLine.arguments.dropFirst().first == "crowd" {
            guard let crowd = Crowd(Array(CommandLine.arguments.dropFirst(2))) else { exit(2) }
            try await crowd.run()
            return
        }
        let benchmarks: [(String, () async -> Bool)] = [
            ("verify", verification), ("status", statusLists), ("render", rendering), ("gate", gate),
        ]
        let wanted = Set(CommandLine.arguments.dropFirst())
        var isWithin = true
        for (name, run) in benchmarks where wanted.isEmpty || wanted.contains(name) {
            isWithin = await run() && isWithin
        }
        exit(isWithin ? 0 : 1)
    }

    /// Prints one row and whether it is within its budget.
    static func row(_ what: String, _ figure: String, budget: String, isWithin: Bool) -> Bool {
        let columns = [
            what.padding(toLength: 46, withPad: " ", startingAt: 0),
            figure.padding(toLength: 26, withPad: " ", startingAt: 0),
        ]
        print(columns.joined(separator: " "), isWithin ? "within" : "MISSED", budget)
        return isWithin
    }

    /// Prints one row that has no budget.
    static func note(_ what: String, _ figure: String) {
        print(what.padding(toLength: 46, withPad: " ", startingAt: 0), figure)
    }
}

extension Double {
    func rounded(places: Int) -> String { String(format: "%.\(places)f", self) }
}
