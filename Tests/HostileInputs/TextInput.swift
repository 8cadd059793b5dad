import PassFormat
import PassVerify

extension HostileInput {
    /// What a scanner hands over, up to the decision and its JSON line.
    static let text = HostileInput(
        "text", cost: 20, seeds: { Specimen.texts.map { Array($0.utf8) } + [Base45.encode(Array("ietf!".utf8))] }
    ) { bytes in
        if let decoded = try? Base45.decode(bytes.span) {
            try require(Base45.encode(decoded) == bytes, "Base45 has two texts for the same bytes")
        }
        let decision = Specimen.decide(bytes, circumstance: bytes.count)
        let isReadable = (try? ScannedCode.decode(utf8: bytes.span)) != nil
        try require(
            isReadable != (decision.has(.malformed) || decision.has(.unsupported)),
            "the decision and the reader disagree about a text")
        if decision.pass != nil {
            // Only what we signed is believed, so nothing that was changed is.
            try require(Specimen.texts.contains { Array($0.utf8) == bytes }, "a text that nobody issued was believed")
        }
        try Specimen.write(decision)
    }
}
