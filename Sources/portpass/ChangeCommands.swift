import ArgumentParser
import CommandSupport
import Foundation
import Register

/// `portpass revoke`: takes a pass away for good.
struct RevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "revoke", abstract: "Takes a pass away for good.")
    @OptionGroup var change: ChangeOptions
    func run() async throws { try await change.carryOut(.revoke) }
}

/// `portpass suspend`: takes a pass away until it is given back.
struct SuspendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend", abstract: "Takes a pass away until it is given back.")
    @OptionGroup var change: ChangeOptions
    func run() async throws { try await change.carryOut(.suspend) }
}

/// `portpass reinstate`: gives a suspended pass back.
struct ReinstateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "reinstate", abstract: "Gives a suspended pass back.")
    @OptionGroup var change: ChangeOptions
    func run() async throws { try await change.carryOut(.reinstate) }
}

/// What the three commands that change a pass share.
struct ChangeOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The pass: its id (16 hexadecimal digits), or its number.", valueName: "pass-id"))
    var pass: String

    @Option(
        name: .long, help: ArgumentHelp("Why: a code of the seeds' reasons, such as lost or stolen.", valueName: "code")
    )
    var reason: String

    @OptionGroup var register: RegisterOptions

    func carryOut(_ act: PassAct) async throws {
        let outcome = try await register.withRegister { register, principal in
            let id = try await register.passID(of: pass)
            return try await register.change(act, id, reason: reason, by: principal, now: WallClock.now())
        }
        switch outcome {
        case .changed(let pass):
            try StandardOutput.write(
                "\(pass.number) is \(pass.state.name); \(ServedRegister.whenGatesKnow)\n")
        case .already(let pass):
            try StandardOutput.write("\(pass.number) was \(pass.state.name) already; nothing was changed\n")
        }
    }
}
