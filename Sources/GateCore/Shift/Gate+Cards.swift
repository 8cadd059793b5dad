package import GateMessages
package import PassFormat
internal import PassVerify
internal import SQLStore

/// Visitor cards of this gate's numbered stock: never in two hands, and never out without somebody who answers for it.
extension Gate {
    /// Seconds that a card may be given for: a month.
    private static let longestCard: Int64 = 31 * 86_400
    private static let mostCards: Int64 = 10_000

    package struct CardPassage: Sendable {
        /// Where the card's record stands, or waits.
        package let recording: ScanResult.Recording
        /// Of the bearer who goes in or out with it.
        package let passage: ScanResult.Recording?
    }

    package func cards() throws -> [VisitorCard] {
        try commit { try CardStore.all($0.database) }
    }

    package func cardsOut() throws -> [VisitorCard] {
        try commit { try CardStore.out($0.database) }
    }

    /// Takes a run of cards into stock: `V-001` and 20 of them are `V-001` to `V-020`. Those that are in stock already stay as they are.
    package func stockCards(
        from first: WireText, count: Int64 = 1, guardName: WireText? = nil
    ) throws -> JournalPlace {
        let number = try Self.cardNumber(first)
        guard MessageLimits.cards.contains(count), let run = CardNumbers.run(from: number, count: count),
            run.allSatisfy({ PassLimits.number.contains($0.utf8.count) })
        else {
            throw GateError(
                .request, "the first card's number ends with digits that reach for at most 1,000 cards, as V-001")
        }
        let entry = try cardEntry(
            CardEvent(act: .stocked, number: number, count: count, guardName: nameOnRecord(guardName)))
        return try commit { journal in
            guard try CardStore.count(journal.database) + count <= Self.mostCards else {
                throw GateError(.request, "this gate has as many cards as it can have")
            }
            return try journal.append(entry)
        }
    }

    /// What the gate's lists say of somebody's company, before a card is given out. Nothing is written.
    package func look(at binding: CardBinding) throws -> PassageLook {
        let (_, now) = moment()
        let desk = companyDesk(try Self.request(of: binding, now), now)
        return PassageLook(direction: .in, reasons: try read { try desk.company($0) })
    }

    /// Gives a card to a person.
    ///
    /// - Parameter enters: whether the person goes in with it now; then the record of that is written with it.
    /// - Throws: `GateError` with code `request`: it is no card of the stock, or in somebody's hands; `supervisor`, `pin` or `tooSoon`
    ///   where the escort's own pass is not good.
    package func bindCard(_ binding: CardBinding, enters: Bool) async throws -> CardPassage {
        let (_, before) = moment()
        let request = try Self.request(of: binding, before)
        guard binding.until > before.now, binding.until <= before.now + Self.longestCard else {
            throw GateError(.request, "a card is given for at most 31 days from now")
        }
        let name = nameOnRecord(binding.guardName)
        let desk = companyDesk(request, before)
        let look = PassageLook(direction: .in, reasons: try read { try desk.company($0) })
        // The card's own record has no room for a second person.
        guard enters || look.verdict != .deny else {
            throw GateError(.request, "the escort's pass is not good: such a card is given only to who goes in now")
        }
        let agreed = try await agreement(of: binding.supervisor, beside: name, isNeeded: look.verdict == .deny)
        let (time, now) = moment()
        let card = entry(
            .card(
                CardEvent(
                    act: .bound, number: try Self.cardNumber(binding.number), document: request.document,
                    hint: request.hint, escort: request.escort, until: binding.until, note: request.note,
                    guardName: name)), at: time, now)
        return try commit { journal in
            try Self.checkInStock(card, journal.database)
            // Barred, or run out, while the PIN was tried.
            let last = PassageLook(direction: .in, reasons: try desk.company(journal.database))
            guard last.verdict != .deny || look.verdict == .deny else {
                throw GateError(.supervisor, "something changed meanwhile: look again")
            }
            let place = try journal.append(card)
            let passage = enters ? passageEntry(.in, of: request, last, name, agreed, at: time, now) : nil
            return CardPassage(
                recording: .durable(place), passage: try passage.map { .durable(try journal.append($0)) })
        }
    }

    private static func request(of binding: CardBinding, _ now: GateClock) throws(GateError) -> PassageRequest {
        try PassageRequest(
            cause: .card, direction: .in, number: try cardNumber(binding.number), document: binding.document,
            hint: binding.hint, escort: binding.escort, note: binding.note, guardName: binding.guardName
        ).normalised(at: now.now)
    }

    private func companyDesk(_ request: PassageRequest, _ now: GateClock) -> PassageDesk {
        PassageDesk(
            request: request, direction: .in, trust: applied?.trust, lists: applied?.lists, gate: id, clock: now,
            ended: ended)
    }

    private static func checkInStock(_ entry: JournalEntry, _ database: any SQLReading) throws {
        guard case .card(let card) = entry.event else { return }
        guard let known = try CardStore.find(card.number, database) else {
            throw GateError(.request, "\(card.number) is no card of this gate's stock")
        }
        guard known.state == .inStock else {
            throw GateError(
                .request,
                known.state == .out ? "\(card.number) is in somebody's hands" : "\(card.number) was given up as lost")
        }
        guard try !BarredStore.contains(card.number, database) else {
            throw GateError(.request, "\(card.number) is barred at this gate")
        }
    }

    /// Takes a card back.
    ///
    /// - Parameter leaves: whether the bearer goes out now. That waits for no disk.
    /// - Throws: `GateError` with code `request`: it is not out.
    package func returnCard(
        _ number: WireText, leaves: Bool, guardName: WireText? = nil
    ) throws -> CardPassage {
        let (time, now) = moment()
        let number = try Self.cardNumber(number)
        let name = nameOnRecord(guardName)
        let card = entry(.card(CardEvent(act: .returned, number: number, guardName: name)), at: time, now)
        let request = PassageRequest(cause: .card, direction: .out, number: number)
        let look = PassageLook(direction: .out, reasons: [])
        let passage = leaves ? passageEntry(.out, of: request, look, name, nil, at: time, now) : nil
        do {
            return try commit { journal in
                try Self.checkOut(number, journal.database)
                return CardPassage(
                    recording: .durable(try journal.append(card)),
                    passage: try passage.map { .durable(try journal.append($0)) })
            }
        } catch {
            guard let passage, (error as? GateError)?.code != .request else { throw error }
            let why = trouble ?? GateHome.describe(error)
            return CardPassage(
                recording: .waiting(ticket: hold(card), because: why),
                passage: .waiting(ticket: hold(passage), because: why))
        }
    }

    /// Gives a card up that does not come back.
    package func loseCard(
        _ number: WireText, note: WireText? = nil, guardName: WireText? = nil
    ) throws -> JournalPlace {
        let number = try Self.cardNumber(number)
        if let note { try Self.checkPlain(note, MessageLimits.note, "the note") }
        let entry = try cardEntry(
            CardEvent(act: .lost, number: number, note: note, guardName: nameOnRecord(guardName)))
        return try commit { journal in
            guard let known = try CardStore.find(number, journal.database), known.state != .lost else {
                throw GateError(.request, "\(number) is no card of this gate's stock")
            }
            return try journal.append(entry)
        }
    }

    private static func checkOut(_ number: WireText, _ database: any SQLReading) throws {
        guard try CardStore.find(number, database)?.state == .out else {
            throw GateError(.request, "\(number) is in nobody's hands")
        }
    }

    private static func cardNumber(_ text: WireText) throws(GateError) -> WireText {
        let request = try PassageRequest(cause: .card, number: text).normalised(at: 0)
        guard let number = request.number else { throw GateError(.request, "type the number of the visitor card") }
        return number
    }

    private func cardEntry(_ event: CardEvent) throws(GateError) -> JournalEntry {
        try Self.checkPlain(event.guardName, MessageLimits.person, "the guard's name")
        let (time, now) = moment()
        return entry(.card(event), at: time, now)
    }

    private func passageEntry(
        _ direction: ScanEvent.Direction, of request: PassageRequest, _ look: PassageLook, _ name: WireText,
        _ supervisor: WireText?, at time: MachineTime, _ now: GateClock
    ) -> JournalEntry {
        let event = PassageEvent(
            cause: .card, direction: direction, isAdmitted: true, number: request.number,
            reasons: look.reasons.map(\.code), document: request.document, hint: request.hint, escort: request.escort,
            guardName: name, supervisor: supervisor)
        var entry = entry(.passage(event), at: time, now)
        entry.movement = JournalEntry.Movement(event)
        return entry
    }

    private func moment() -> (MachineTime, GateClock) {
        let time = clock.read()
        return (time, observe(time))
    }
}
