import ArgumentParser
import CommandSupport
import Foundation
import Register

/// `portpass effective`: at which gates a revocation is in force, and since when.
struct EffectiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "effective",
        abstract: "At which gates the newest change of a pass is in force, and since when, as one JSON object.",
        discussion:
            "By what the gates themselves recorded; a gate without \"since\" may know it and not have said so yet.")

    @Argument(help: ArgumentHelp("The pass: its id (16 hexadecimal digits), or its number.", valueName: "pass-id"))
    var pass: String

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let effectiveness = try await register.withRegister { register, _ in
            try await register.effectiveness(of: register.passID(of: pass))
        }
        try StandardOutput.write(effectiveness.json + [UInt8(ascii: "\n")])
    }
}
