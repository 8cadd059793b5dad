import GateCore
import GateMessages
import Hummingbird
import PassFormat
import PassVerify
import StrictJSON

/// Visitor cards of the gate's stock.
struct CardRoutes: Sendable {
    let desk: KioskDesk

    func add(to router: Router<BasicRequestContext>) {
        router.get("api/cards") { _, _ in
            let cards = try await KioskProblem.of { try await desk.gate.cards() }
            return Response.json(.object(["cards": .array(cards.map { .object($0.members) })]))
        }
        router.post("api/cards/stock") { request, _ in try await stock(request) }
        router.post("api/cards/look") { request, _ in try await look(request) }
        router.post("api/cards/bind") { request, _ in try await bind(request) }
        router.post("api/cards/return") { request, _ in try await takeBack(request) }
        router.post("api/cards/lose") { request, _ in try await lose(request) }
    }

    private func stock(_ request: Request) async throws -> Response {
        var form = try await Form(request)
        let (number, count) = (try form.wire("number"), try form.optionalInteger("count") ?? 1)
        try form.end()
        _ = try await KioskProblem.of { try await desk.gate.stockCards(from: number, count: count) }
        await desk.written()
        return .done
    }

    /// What the gate's lists say of who accompanies; nothing is written.
    private func look(_ request: Request) async throws -> Response {
        var form = try await Form(request)
        let binding = CardBinding(
            number: try form.wire("number"), document: .identityCard, hint: try form.wire("hint"),
            escort: try form.wire("escort"), until: 0)
        try form.end()
        let look = try await KioskProblem.of { try await desk.gate.look(at: binding) }
        return .json(.object(look.members))
    }

    /// A card is given to somebody, who goes in with it at once where `enters` says so.
    private func bind(_ request: Request) async throws -> Response {
        var form = try await Form(request)
        let binding = CardBinding(
            number: try form.wire("number"), document: try form.word("document", DocumentWord.self).document,
            hint: try form.wire("hint"), escort: try form.wire("escort"), until: try form.integer("until"),
            note: try form.optionalWire("note"), supervisor: try form.optionalCredential("supervisor"))
        let enters = try form.flag("enters")
        try form.end()
        let card = try await KioskProblem.of { try await desk.gate.bindCard(binding, enters: enters) }
        await moved(card, .in)
        return .done
    }

    private func takeBack(_ request: Request) async throws -> Response {
        var form = try await Form(request)
        let (number, leaves) = (try form.wire("number"), try form.flag("leaves"))
        try form.end()
        let card = try await KioskProblem.of { try await desk.gate.returnCard(number, leaves: leaves) }
        await moved(card, .out)
        return .done
    }

    private func lose(_ request: Request) async throws -> Response {
        var form = try await Form(request)
        let number = try form.wire("number")
        try form.end()
        _ = try await KioskProblem.of { try await desk.gate.loseCard(number) }
        await desk.written()
        return .done
    }

    private func moved(_ card: Gate.CardPassage, _ direction: Direction) async {
        if let passage = card.passage { await desk.passed(direction, passage) } else { await desk.written() }
    }
}

extension VisitorCard {
    var members: JSONObject {
        let word =
            switch state {
            case .inStock: "stock"
            case .out: "out"
            case .lost: "lost"
            }
        var members: JSONObject = [
            "number": .text(number.string), "state": .text(word), "time": .integer(time),
        ]
        if let document { members["document"] = .text(DocumentWord(document).rawValue) }
        if let hint { members["hint"] = .text(hint.string) }
        if let escort { members["escort"] = .text(escort.string) }
        if let until { members["until"] = .integer(until) }
        return members
    }
}
