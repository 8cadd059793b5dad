import ArgumentParser
import CommandSupport
import Foundation
import GateCore

/// `portgate init`: a new home that trusts one root.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Makes a gate's home that trusts the given root.")

    @OptionGroup var home: HomeOption

    @Option(name: .long, help: ArgumentHelp("The root metadata, brought by hand.", valueName: "root.json"))
    var root: String

    @Option(name: .long, help: ArgumentHelp("The gate's id in the policy, such as KEL-E1.", valueName: "gate-id"))
    var gate: String

    @Flag(name: .long, help: "Answer the questions with yes: fingerprint and clock were compared.")
    var yes = false

    @Flag(name: .long, help: "Accept development keys and ask nothing. Never on a real gate.")
    var dev = false

    func run() async throws {
        let now = WallClock.now()
        let candidate = try RootCandidate(file: root, development: dev)
        try StandardOutput.write("root SHA-256  \(candidate.digestForPeople)\n")
        if !dev && !yes {
            guard Terminal.canAsk else {
                throw PlainError(
                    "nobody is there to compare the root's fingerprint and the clock: run this at a terminal, or add --yes"
                )
            }
            guard Terminal.confirm("Does the fingerprint above equal the one on the port's notice?") else {
                throw PlainError("nothing was made: get the root file again from the port and compare once more")
            }
            let time = Date(timeIntervalSince1970: TimeInterval(now)).formatted(.iso8601)
            guard Terminal.confirm("Is it \(time) (UTC)?") else {
                throw PlainError("nothing was made: set the date and time of this machine, then run this again")
            }
        }
        try GateHome.create(at: home.home, root: candidate, gate: gate, development: dev, now: now)
        try StandardOutput.write(
            "gate \(gate) made in \(home.home); next: portgate sync --home \(home.home) --source URL|DIR\n")
    }
}
