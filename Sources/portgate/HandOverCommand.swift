import ArgumentParser
import CommandSupport
import Foundation
import GateCore
import PassFormat

/// `portgate handover`: what a shift was.
struct HandOverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "handover", abstract: "What the shift was: the one that lasts, or those that were handed over.")

    @OptionGroup var home: HomeOption

    @Option(name: .long, help: ArgumentHelp("The newest so many that were handed over.", valueName: "count"))
    var last: Int?

    func validate() throws {
        guard last.map({ (1...100).contains($0) }) ?? true else { throw ValidationError("--last takes 1 to 100") }
    }

    func run() async throws {
        let shifts = try await home.withGate { gate in
            if let last { return try await gate.handOvers(limit: last) }
            return try await gate.handOver().map { [$0] } ?? []
        }
        guard !shifts.isEmpty else {
            try StandardOutput.write(last == nil ? "nobody is on duty\n" : "no shift was handed over yet\n")
            return
        }
        try StandardOutput.write(shifts.map(Self.text).joined(separator: "\n"))
    }

    private static func text(_ shift: HandOver) -> String {
        var lines = ["\(shift.guardName)  \(shift.since.map(time) ?? "?") – \(time(shift.until))"]
        lines += shift.counts.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)" }
        if let age = shift.trustAge { lines.append("  trust-age: \(age) s") }
        if let note = shift.note { lines.append("  note: \(note)") }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func time(_ seconds: Int64) -> String {
        Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601)
    }
}
