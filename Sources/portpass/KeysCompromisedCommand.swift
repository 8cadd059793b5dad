import ArgumentParser
import CommandSupport
import PassFormat
import Register

/// `portpass keys compromised`: a key that somebody else may hold.
struct KeysCompromisedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compromised",
        abstract: "Condemns a key: from the next publication only what the register signed with it is good.",
        discussion: """
            The register signs nothing more with it. Gates then refuse every pass that is not in issued/KID, whatever its date. \
            Next: portpass keys announce and rotate, then portpass keys reissue. With --look nothing is condemned: it shows which passes the \
            key signed, and how far they are issued anew.
            """)

    private static let page = 10_000

    @Argument(help: ArgumentHelp("The key's id, as portpass keys list prints it.", valueName: "key-id"))
    var key: KeyIDArgument

    @Flag(name: .long, help: "Only shows what it would be about.")
    var look = false

    @Flag(name: .long, help: "Also the number of each good pass that the key signed, one a line.")
    var list = false

    @Flag(name: .long, help: "The figures as one JSON object.")
    var json = false

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let id = key.id
        try await register.withRegister { register, principal in
            if !look {
                try await register.markCompromised(id, by: principal, now: WallClock.now())
                try StandardOutput.write("key \(id.hex) is condemned; \(ServedRegister.whenGatesKnow)\n")
            }
            let now = WallClock.now()
            guard try await register.keys().contains(where: { $0.id == id && $0.use == .pass }) else {
                guard look || list else { return }
                throw PlainError("\(id.hex) is no key for passes: see portpass keys list")
            }
            let compromise = try await register.compromise(of: id, now: now)
            try StandardOutput.write(
                json ? String(decoding: compromise.json, as: UTF8.self) + "\n" : CompromiseWords(compromise).text)
            guard list else { return }
            var place: Int64? = 0
            while let after = place {
                let (numbers, next) = try await register.goodPasses(
                    signedBy: id, after: after, limit: Self.page, now: now)
                if !numbers.isEmpty { try StandardOutput.write(numbers.joined(separator: "\n") + "\n") }
                place = next
            }
        }
    }
}

/// `portpass keys reissue`: the passes of a condemned key under the key that signs now.
struct KeysReissueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reissue",
        abstract: "Issues the good passes of a condemned key anew, under the key that signs now.",
        discussion: """
            Each keeps its number, its particulars and its phone. The old one stays good until the new one takes its place, so \
            nobody is turned away in between. May be cut off and called again: what has a successor is left alone.
            """)

    @Argument(help: ArgumentHelp("The condemned key's id.", valueName: "key-id"))
    var key: KeyIDArgument

    @Option(
        name: .long,
        help:
            "Days until the new passes take the place of the old ones; 0 for at once, which makes passes on paper useless."
    )
    var days = Int(Register.reissueTime / 86_400)

    @OptionGroup var register: RegisterOptions

    func validate() throws {
        guard (0...366).contains(days) else { throw ValidationError("--days takes 0 to 366") }
    }

    func run() async throws {
        try await register.withRegister { register, principal in
            let activation: Activation = days == 0 ? .now : .at(WallClock.now() + Int64(days) * 86_400)
            var progress = ProgressLine("passes issued anew")
            let result = try await register.reissue(
                signedBy: key.id, activation: activation, by: principal, now: { WallClock.now() },
                progress: { progress.update($0.issued) })
            progress.finish(result.issued)
            try StandardOutput.write("issued anew: \(result.issued)\n")
            for refusal in result.refused {
                StandardError.write("portpass: \(refusal.number) was not issued anew (\(refusal.rule))\n")
            }
            if result.changed > 0 {
                StandardError.write("portpass: \(result.changed) were changed meanwhile: run this again\n")
            }
            let left = try await register.compromise(of: key.id, now: WallClock.now())
            try StandardOutput.write(CompromiseWords(left).text)
            guard result.refused.isEmpty, result.changed == 0 else { throw ExitCode(ExitStatus.broke) }
        }
    }
}

/// A key's id as an argument.
struct KeyIDArgument: ExpressibleByArgument {
    let id: KeyID

    init?(argument: String) {
        guard let id = KeyID(hex: argument) else { return nil }
        self.id = id
    }
}

/// What a compromise is about, at a terminal.
struct CompromiseWords {
    let compromise: Compromise

    init(_ compromise: Compromise) { self.compromise = compromise }

    var text: String {
        let table = TextTable(
            heading: ["kind", "state", "passes"],
            rows: compromise.counts.map { [String(describing: $0.kind), $0.state.name, String($0.count)] })
        let ports = compromise.ports.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return table.text + "good passes by port: \(ports.isEmpty ? "none" : ports.joined(separator: ", "))\n"
            + "issued anew and in force: \(compromise.replaced), issued anew and waiting: \(compromise.waiting), still to do: \(compromise.remaining)\n"
    }
}
