import PassFormat
import Register

extension PassClaims {
    /// What the text of a pass states. The register made the text and has checked it.
    static func claims(in text: String) throws -> PassClaims {
        switch try ScannedCode.decode(text) {
        case .pass(let pass): pass.claims
        case .live(let live): live.pass.claims
        }
    }

    /// The zones that it opens, in words.
    func places(_ ports: [SeedPort]) -> [Words] {
        access.map { entry in
            let code = entry.port.string
            guard let port = ports.first(where: { $0.id == code }) else { return Words(code, code) }
            let zones = port.zones.filter { entry.zones >> UInt64($0.bit) & 1 == 1 }
            return Words(
                port.nameInChinese + "：" + zones.map(\.labelInChinese).joined(separator: "、"),
                port.nameInEnglish + ": " + zones.map(\.labelInEnglish).joined(separator: ", "))
        }
    }
}
