import ArgumentParser
import CommandSupport
import Identifiers
import Register
import StrictJSON

/// `portpass users`: who works with the register.
struct UsersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "users", abstract: "Who works in the back office, and as what.",
        discussion: """
            Nobody has a password before choosing one: an invitation is a code, good once and for three days, that is typed at \
            /staff/join. Roles: clerk, police-liaison, supervisor, finance, gate-manager, key-custodian, administrator, auditor.
            """,
        subcommands: [
            UsersListCommand.self, UsersInviteCommand.self, UsersInviteAgainCommand.self, UsersRolesCommand.self,
            UsersSignOutCommand.self, UsersEndCommand.self,
        ], defaultSubcommand: UsersListCommand.self)

    static func roles(_ names: [String]) throws -> Set<StaffRole> {
        let roles = names.map { StaffRole(rawValue: $0) }
        guard !roles.isEmpty, !roles.contains(nil) else {
            throw ValidationError(
                "--role takes one of \(StaffRole.allCases.map(\.rawValue).joined(separator: ", ")); it may be given often"
            )
        }
        return Set(roles.compactMap { $0 })
    }

    static func handle(_ text: String) throws -> StaffHandle {
        guard let handle = StaffHandle(text) else {
            throw ValidationError("a name has 2 to 32 of a-z, 0-9, dash and point, a letter first, such as mei.wang")
        }
        return handle
    }

    static func write(_ invitation: Register.StaffInvitation, for handle: StaffHandle) throws {
        try StandardOutput.write(
            JSONWriter.compact(
                .object([
                    "staff": .text(handle.text), "code": .text(invitation.code.text),
                    "expires": .integer(invitation.expires),
                ])) + [UInt8(ascii: "\n")])
        StandardError.write(
            "portpass: hand the code over yourself; it is typed at /staff/join, and is good for three days\n")
    }
}

/// `portpass users list`.
struct UsersListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Everybody who is or was there: one JSON object a line.")

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let members = try await register.withRegister { register, _ in try await register.staff(now: WallClock.now()) }
        for member in members {
            try StandardOutput.write(
                JSONWriter.compact(
                    .object([
                        "staff": .text(member.handle.text), "name": .text(member.name),
                        "roles": .texts(member.roles.sorted().map(\.rawValue)), "state": .text(member.state.rawValue),
                        "seenAt": member.seenAt.map { .integer($0) } ?? .null,
                        "recoveryCodesLeft": .integer(member.recoveryCodesLeft),
                    ])) + [UInt8(ascii: "\n")])
        }
    }
}

/// `portpass users invite`.
struct UsersInviteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite", abstract: "Asks somebody in: prints a code to hand over.")

    @Argument(help: ArgumentHelp("What the audit log calls them, for ever.", valueName: "name"))
    var handle: String

    @Option(name: .long, help: ArgumentHelp("As they want to be called.", valueName: "text"))
    var name: String

    @Option(name: .long, help: ArgumentHelp("What they sign in with.", valueName: "address"))
    var email: String

    @Option(name: .long, help: ArgumentHelp("What they are there for; may be given often.", valueName: "role"))
    var role: [String] = []

    @Option(name: .long, help: ArgumentHelp("zh-Hant or en.", valueName: "language"))
    var language = "zh-Hant"

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let handle = try UsersCommand.handle(handle)
        let roles = try UsersCommand.roles(role)
        guard let email = Contact(.email, typed: email) else { throw PlainError("--email takes an e-mail address") }
        guard let language = SiteLanguage(rawValue: language), language == .zhHant || language == .en else {
            throw PlainError("--language takes zh-Hant or en")
        }
        let new = Register.NewStaff(handle: handle, name: name, email: email, language: language, roles: roles)
        let invitation = try await register.withRegister { register, principal in
            try await register.inviteStaff(new, by: principal, now: WallClock.now())
        }
        try UsersCommand.write(invitation, for: handle)
    }
}

/// `portpass users invite-again`.
struct UsersInviteAgainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite-again",
        abstract: "For who lost password or phone: ends what they had, and prints a new code.")

    @Argument(help: ArgumentHelp("Whom.", valueName: "name"))
    var handle: String

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let handle = try UsersCommand.handle(handle)
        let invitation = try await register.withRegister { register, principal in
            try await register.inviteStaffAgain(handle, by: principal, now: WallClock.now())
        }
        try UsersCommand.write(invitation, for: handle)
    }
}

/// `portpass users roles`.
struct UsersRolesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roles", abstract: "Sets what somebody is there for, in place of what they were.")

    @Argument(help: ArgumentHelp("Whom.", valueName: "name"))
    var handle: String

    @Option(name: .long, help: ArgumentHelp("May be given often.", valueName: "role"))
    var role: [String] = []

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let handle = try UsersCommand.handle(handle)
        let roles = try UsersCommand.roles(role)
        try await register.withRegister { register, principal in
            try await register.setStaffRoles(roles, of: handle, by: principal, now: WallClock.now())
        }
        try StandardOutput.write("\(handle.text): \(roles.sorted().map(\.rawValue).joined(separator: ", "))\n")
    }
}

/// `portpass users sign-out`.
struct UsersSignOutCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign-out", abstract: "Ends every session of somebody; with --all, of all of the staff.")

    @Argument(help: ArgumentHelp("Whom.", valueName: "name"))
    var handle: String?

    @Flag(name: .long, help: "Everybody who works in the back office.")
    var all = false

    @Option(
        name: .long,
        help: ArgumentHelp("Somebody of a company, by what they sign in with.", valueName: "address"))
    var account: String?

    @OptionGroup var register: RegisterOptions

    func validate() throws {
        guard [handle != nil, all, account != nil].count(where: { $0 }) == 1 else {
            throw ValidationError("give a name, --all, or --account")
        }
    }

    func run() async throws {
        if let account { return try await signOut(account) }
        let named = try handle.map { try UsersCommand.handle($0) }
        try await register.withRegister { register, principal in
            var handles = [named].compactMap { $0 }
            if all { handles = try await register.staff(now: WallClock.now()).map(\.handle) }
            for handle in handles {
                try await register.endStaffSession(nil, of: handle, by: principal, now: WallClock.now())
            }
        }
        try StandardOutput.write("\(named?.text ?? "everybody") is signed out\n")
    }

    private func signOut(_ address: String) async throws {
        guard let email = Contact(.email, typed: address) else { throw PlainError("--account takes an e-mail address") }
        let isKnown = try await register.withRegister { register, principal in
            try await register.signOutEverywhere(email: email, by: principal, now: WallClock.now())
        }
        guard isKnown else { throw PlainError("nobody signs in with this address") }
        try StandardOutput.write("signed out\n")
    }
}

/// `portpass users end`.
struct UsersEndCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: "Somebody left: signed out everywhere, at once and for good.")

    @Argument(help: ArgumentHelp("Who.", valueName: "name"))
    var handle: String

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let handle = try UsersCommand.handle(handle)
        try await register.withRegister { register, principal in
            try await register.endStaff(handle, by: principal, now: WallClock.now())
        }
        try StandardOutput.write("\(handle.text) has left\n")
    }
}
