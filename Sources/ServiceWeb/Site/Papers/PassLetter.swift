import PassFormat
import PassRender
import Register

/// The letter in which the office posts a pass to who asked for paper.
struct PassLetter: Sendable {
    let pass: HeldPass
    let opened: Register.OpenedApplication
    let ports: [SeedPort]
    let counters: [SeedCounter]
    let site: Site
    let utcOffset: Int64
    /// Seconds since 1970.
    let now: Int64

    /// Whether paper was asked for.
    static func isWanted(_ opened: Register.OpenedApplication) -> Bool { opened.values["delivery"] == "post" }

    @inline(never)
    func pdf() throws -> [UInt8] { try PostLetterDocument.pdf(letter, createdAt: now).bytes }

    private var letter: PostLetter {
        let language = opened.application.language
        return PostLetter(
            sender: sender, recipientName: opened.values["postName"], recipientLines: [opened.values["postAddress"]],
            date: now, utcOffset: Int(utcOffset), reference: opened.application.number,
            subject: Label(site.words(.zhHant)["letter.subject"], site.words(.en)["letter.subject"]),
            chinese: text(.zhHant), translated: language == .zhHant ? [] : text(language), face: face)
    }

    private func text(_ language: SiteLanguage) -> [String] {
        ["letter.use", "letter.lost"].map { site.words(language)[$0] }
    }

    /// The counter of the first port that the pass opens, a line each.
    private var sender: [String] {
        let name = site.words(.zhHant)["site.name"]
        let port = pass.claims.access.first?.port.string
        guard let counter = counters.first(where: { $0.port == port }) ?? counters.first else { return [name] }
        return [
            name, counter.name.text(in: .zhHant).text, counter.address.text(in: .zhHant).text, counter.phone,
        ]
    }

    private var face: PassFace {
        PassFace(pass.claims, text: pass.text, utcOffset: Int(utcOffset)) { code, mask in
            guard let port = ports.first(where: { $0.id == code }) else {
                return PassFace.Port(code: code, name: "", zones: [])
            }
            return PassFace.Port(
                code: code, name: port.nameInChinese,
                zones: port.zones.filter { mask >> UInt64($0.bit) & 1 == 1 }.map(\.name))
        }
    }
}
