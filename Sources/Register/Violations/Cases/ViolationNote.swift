import StrictJSON

/// What is written of a violation, in somebody's words: sealed, and in no log.
package struct ViolationNote: Hashable, Sendable {
    /// Where it was: a gate, a berth.
    package var place = ""
    /// What was seen.
    package var evidence = ""
    /// The last four of the identity document, where it was recorded by its number.
    package var hint = ""
    /// Why it was reversed.
    package var reversal = ""

    private static let block = 512

    /// One JSON object, and zeros up to a step, so that its length says little.
    var padded: [UInt8] {
        let bytes = JSONWriter.compact(
            .object([
                "evidence": .text(evidence), "hint": .text(hint), "place": .text(place), "reversal": .text(reversal),
            ]))
        return bytes + [UInt8](repeating: 0, count: Self.block - bytes.count % Self.block)
    }

    init() {}

    init?(padded bytes: [UInt8]) {
        guard case .object(let members)? = try? JSONReader.read(Array(bytes.prefix { $0 != 0 })) else { return nil }
        func text(_ name: ExactText) -> String? {
            if case .string(let text)? = members[name] { text.string } else { nil }
        }
        guard let place = text("place"), let evidence = text("evidence"), let hint = text("hint"),
            let reversal = text("reversal")
        else { return nil }
        self.place = place
        self.evidence = evidence
        self.hint = hint
        self.reversal = reversal
    }

    /// What its box is for: another once it is reversed.
    static func context(_ number: ViolationNumber, isReversed: Bool) -> [UInt8] {
        Array("violation:\(number.text):\(isReversed ? 1 : 0)".utf8)
    }
}
