import ArgumentParser
import CommandSupport
import PassFormat
import Register
import StrictJSON

/// `portpass hotlist`: whom the police look for at a port.
struct HotListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hotlist", abstract: "Whom the police look for at a port: sealed to its gates, shown to no guard.",
        subcommands: [HotListAddCommand.self, HotListRemoveCommand.self, HotListListCommand.self])
}

/// The port that a list belongs to.
struct PortOption: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The port's UN/LOCODE, such as TWKEL.", valueName: "port"))
    var port: String
}

/// A number or a plate, and why.
struct HotListTarget: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("A pass number, as printed.", valueName: "number"))
    var number: String?

    @Option(name: .long, help: ArgumentHelp("The plate of a vehicle.", valueName: "plate"))
    var plate: String?

    @Option(name: .long, help: ArgumentHelp("The reference under which the police ask.", valueName: "reference"))
    var reference: String

    func validate() throws {
        guard (number == nil) != (plate == nil) else { throw ValidationError("give one of --number and --plate") }
    }

    var entry: HotListEntry {
        let target = number.map { HotListEntry.Target.number(WireText($0)) } ?? .plate(WireText(plate ?? ""))
        return HotListEntry(target, reference: reference)
    }
}

/// `portpass hotlist add`.
struct HotListAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Puts a pass number or a plate on a port's hot list.")

    @OptionGroup var place: PortOption
    @OptionGroup var target: HotListTarget
    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let isNew = try await register.withRegister { register, principal in
            try await register.addToHotList(target.entry, port: place.port, by: principal, now: WallClock.now())
        }
        try StandardOutput.write(
            isNew
                ? "on the hot list of \(place.port): \(ServedRegister.whenGatesKnow)\n"
                : "it was on the hot list of \(place.port) already\n")
    }
}

/// `portpass hotlist remove`.
struct HotListRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Takes a pass number or a plate off a port's hot list.")

    @OptionGroup var place: PortOption
    @OptionGroup var target: HotListTarget
    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let wasThere = try await register.withRegister { register, principal in
            try await register.removeFromHotList(target.entry, port: place.port, by: principal, now: WallClock.now())
        }
        guard wasThere else { throw PlainError("it is not on the hot list of \(place.port)") }
        try StandardOutput.write("off the hot list of \(place.port): \(ServedRegister.whenGatesKnow)\n")
    }
}

/// `portpass hotlist list`.
struct HotListListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "A port's hot list, the oldest first: one JSON object a line.")

    @OptionGroup var place: PortOption
    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let entries = try await register.withRegister { register, _ in try await register.hotList(port: place.port) }
        for entry in entries {
            var members: JSONObject = ["reference": .text(entry.reference)]
            switch entry.target {
            case .number(let number): members["number"] = .text(number.string)
            case .plate(let plate): members["plate"] = .text(plate.string)
            }
            try StandardOutput.write(JSONWriter.compact(.object(members)) + [UInt8(ascii: "\n")])
        }
    }
}
