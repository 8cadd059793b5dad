import ArgumentParser
import CommandSupport
import GateCore
import PassFormat
import StrictJSON

/// `portgate cards`: which visitor cards this gate may hand out.
struct CardsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cards", abstract: "Visitor cards: which numbers this gate may hand out, and which are out.",
        discussion: """
            A card is printed with its number and nothing else. Only numbers in stock are given out, each to one person at a time;             that is done at the gate's screen.
            """, subcommands: [CardsListCommand.self, CardsStockCommand.self, CardsLoseCommand.self],
        defaultSubcommand: CardsListCommand.self)
}

/// `portgate cards list`.
struct CardsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Every card of this gate: one JSON object a line.")

    @OptionGroup var home: HomeOption

    @Flag(name: .long, help: "Only those in somebody's hands.")
    var out = false

    func run() async throws {
        let cards = try await home.withGate { out ? try await $0.cardsOut() : try await $0.cards() }
        for card in cards {
            let state =
                switch card.state {
                case .inStock: "stock"
                case .out: "out"
                case .lost: "lost"
                }
            var members: JSONObject = [
                "number": .text(card.number.string), "state": .text(state), "since": .integer(card.time),
            ]
            if let escort = card.escort { members["escort"] = .text(escort.string) }
            if let until = card.until { members["until"] = .integer(until) }
            try StandardOutput.write(JSONWriter.compact(.object(members)) + [UInt8(ascii: "\n")])
        }
    }
}

/// `portgate cards stock`.
struct CardsStockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stock", abstract: "Takes a run of cards into stock: V-001 and 20 of them are V-001 to V-020.",
        discussion: "Those that this gate has already stay as they are.")

    @OptionGroup var home: HomeOption

    @Argument(help: ArgumentHelp("The first card's number, as printed.", valueName: "number"))
    var first: String

    @Option(name: .long, help: ArgumentHelp("How many cards, at most 1,000.", valueName: "count"))
    var count: Int64 = 1

    func run() async throws {
        let stock = try await home.withGate { gate in
            _ = try await gate.stockCards(from: WireText(first), count: count)
            return try await gate.cards().count { $0.state == .inStock }
        }
        try StandardOutput.write("\(stock) cards in stock\n")
    }
}

/// `portgate cards lose`.
struct CardsLoseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lose", abstract: "Gives a card up that does not come back.")

    @OptionGroup var home: HomeOption

    @Argument(help: ArgumentHelp("The card's number.", valueName: "number"))
    var number: String

    func run() async throws {
        try await home.withGate { _ = try await $0.loseCard(WireText(number)) }
        try StandardOutput.write("\(number) is given up as lost\n")
    }
}
