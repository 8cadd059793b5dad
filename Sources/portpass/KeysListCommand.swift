import ArgumentParser
import CommandSupport
import PassFormat
import Register

/// `portpass keys list`.
struct KeysListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "What keys there are, what they sign, until when.",
        discussion: """
            First the register's own: passes, status lists, checkpoints of the audit log, receipts for gates. Then the roles of \
            The Update Framework. The alarm says what people have to renew: notice from 60 days before, warning from 30, urgent from 14.
            """)

    @OptionGroup var register: RegisterOptions

    @Flag(name: .long, help: "One JSON object; times are seconds since 1970.")
    var json = false

    func run() async throws {
        let overview = try await register.withRegister { register, _ in
            try await register.keyOverview(now: WallClock.now())
        }
        if json {
            try StandardOutput.write(overview.json + [UInt8(ascii: "\n")])
        } else {
            try StandardOutput.write(Self.text(overview))
        }
    }

    private static func text(_ overview: KeyOverview) -> String {
        let keys = TextTable(
            heading: ["key", "use", "state", "from", "until", "days", "alarm"],
            rows: overview.keys.map { key in
                [
                    key.id.hex, key.use.rawValue, key.state.rawValue, KeyTime.day(key.notBefore),
                    KeyTime.day(key.expires), String(key.daysLeft), key.alarm?.rawValue ?? "",
                ]
            })
        let roles = TextTable(
            heading: ["role", "must sign", "version", "until", "days", "alarm", "keys"],
            rows: overview.roles.map { role in
                [
                    role.name, "\(role.threshold) of \(role.keys.count)", role.version.map { String($0) } ?? "none",
                    role.expires.map(KeyTime.day) ?? "", role.daysLeft.map { String($0) } ?? "",
                    role.alarm?.rawValue ?? "", role.keys.map(\.hex).joined(separator: " "),
                ]
            })
        let under = overview.rotations.filter { $0.stage != .settled }.map { RotationWords($0).text }
        return ([keys.text, roles.text] + under).joined(separator: "\n")
    }
}
