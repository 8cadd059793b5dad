import HostileInputs
import PassRender

extension Benchmarks {
    /// QR symbols drawn anew, without keeping them, on one core.
    static func rendering() -> Bool {
        let text = Specimen.texts[0]
        let rounds = Rounds(
            11,
            [
                { for _ in 0..<50 { _ = Specimen.made { try QRSymbol(text: text) } } },
                { for _ in 0..<50 { _ = Specimen.made { try QRSymbol(text: text).svg(title: "KEL-P-26-000123") } } },
                { for _ in 0..<50 { _ = Specimen.made { try QRSymbol(text: text).png(scale: 8) } } },
            ])
        let rate = { (body: Int) in "\(Int(50 / rounds.median(body))) a second" }
        note("QR symbol of \(text.count) characters", rate(0))
        note("the same as SVG", rate(1) + ", \(rounds.ratio(1, to: 0).rounded(places: 2)) of the symbol's time")
        note("the same as PNG", rate(2) + ", \(rounds.ratio(2, to: 0).rounded(places: 2)) of the symbol's time")
        return true
    }
}
