package import Identifiers
package import PassFormat

/// What passes cost, and when. Amounts are whole New Taiwan dollars.
package struct FeeTable: Hashable, Sendable {
    /// One fee, from a day through another, by the ports' calendar.
    package struct Fee: Hashable, Sendable {
        package let kind: PassKind
        package let term: PassTerm
        package let from: CivilDate
        /// The last day; nil for one that holds until another is set.
        package let until: CivilDate?
        package let amount: Int64
        /// What a card that is delivered costs on top.
        package let card: Int64
        package let isCardWaived: Bool

        func overlaps(_ other: Fee) -> Bool {
            func isBefore(_ first: Fee, _ second: Fee) -> Bool {
                first.until.map { $0.daysSinceEpoch < second.from.daysSinceEpoch } ?? false
            }
            return kind == other.kind && term == other.term && !isBefore(self, other) && !isBefore(other, self)
        }

        func holds(on day: Int64) -> Bool {
            from.daysSinceEpoch <= day && until.map { day <= $0.daysSinceEpoch } ?? true
        }
    }

    package let fees: [Fee]
    private let utcOffset: Int64

    init(fees: [Fee], utcOffset: Int64) {
        self.fees = fees
        self.utcOffset = utcOffset
    }

    /// What a card costs that is printed anew, for a pass that was paid for; 0 where it is not asked for. Nil when no fee is set.
    func cardFee(_ kind: PassKind, _ term: PassTerm, at time: Int64) -> Int64? {
        guard let fee = fee(kind, term, at: time) else { return nil }
        return fee.isCardWaived ? 0 : fee.card
    }

    /// What a pass costs at a moment; 0 skips the payment. Nil when no fee is set: then nothing can be asked for, and nothing issued.
    /// - Parameter time: seconds since 1970.
    package func amount(_ kind: PassKind, _ term: PassTerm, deliveredCard: Bool, at time: Int64) -> Int64? {
        guard let fee = fee(kind, term, at: time) else { return nil }
        return fee.amount + (deliveredCard && !fee.isCardWaived ? fee.card : 0)
    }

    private func fee(_ kind: PassKind, _ term: PassTerm, at time: Int64) -> Fee? {
        let local = time + utcOffset
        let day = (local >= 0 ? local : local - 86_399) / 86_400
        return fees.first { $0.kind == kind && $0.term == term && $0.holds(on: day) }
    }

    /// This table until a day, and another one from then on.
    func followed(by next: FeeTable, from day: CivilDate) -> FeeTable {
        let last = CivilDate(daysSinceEpoch: day.daysSinceEpoch - 1)
        let before = fees.compactMap { fee -> Fee? in
            guard fee.from.daysSinceEpoch <= last.daysSinceEpoch else { return nil }
            let end = fee.until.map { min($0.daysSinceEpoch, last.daysSinceEpoch) } ?? last.daysSinceEpoch
            return fee.lasting(from: fee.from, until: CivilDate(daysSinceEpoch: end))
        }
        let after = next.fees.compactMap { fee -> Fee? in
            if let until = fee.until, until.daysSinceEpoch < day.daysSinceEpoch { return nil }
            let start = CivilDate(daysSinceEpoch: max(fee.from.daysSinceEpoch, day.daysSinceEpoch))
            return fee.lasting(from: start, until: fee.until)
        }
        return FeeTable(fees: before + after, utcOffset: utcOffset)
    }
}

extension FeeTable.Fee {
    fileprivate func lasting(from: CivilDate, until: CivilDate?) -> FeeTable.Fee {
        FeeTable.Fee(
            kind: kind, term: term, from: from, until: until, amount: amount, card: card, isCardWaived: isCardWaived)
    }
}
