import ArgumentParser
import CommandSupport
import Foundation
import Register

/// `portpass findings`: what the journals of the gates show that no gate can see.
struct FindingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "findings", abstract: "What the journals of all gates show: one JSON object a line.",
        discussion: """
            Oldest first. A finding with closedAt turned out to be none, such as missing records that came after all; these \
            are left out without --all.
            """)

    private static let page = 1_000

    @OptionGroup var register: RegisterOptions

    @Flag(name: .long, help: "Also those that turned out to be none.")
    var all = false

    @Option(name: .long, help: ArgumentHelp("Only what was found after the finding of this id.", valueName: "id"))
    var after: Int64 = 0

    func run() async throws {
        try await register.withRegister { register, _ in
            var place = after
            while true {
                let findings = try await register.findings(after: place, limit: Self.page)
                for finding in findings where all || finding.closedAt == nil {
                    try StandardOutput.write(finding.json + [UInt8(ascii: "\n")])
                }
                guard findings.count == Self.page, let last = findings.last else { return }
                place = last.place
            }
        }
    }
}
