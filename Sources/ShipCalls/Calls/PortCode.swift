/// A port as TPNet names it: three letters. Not UN/LOCODE; what maps one to the other is data of the service.
package struct PortCode: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
    package let rawValue: String

    /// Nil unless it is three capital letters.
    package init?(rawValue: String) {
        guard rawValue.utf8.count == 3, rawValue.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else { return nil }
        self.rawValue = rawValue
    }

    private init(known: String) { rawValue = known }

    package var description: String { rawValue }

    /// As UN/LOCODE has it, and so the register: TPNet's ports are all in Taiwan, and their letters are the same.
    package var locationCode: String { Self.country + rawValue }

    /// Nil for what is no port of Taiwan.
    package init?(locationCode: String) {
        guard locationCode.hasPrefix(Self.country) else { return nil }
        self.init(rawValue: String(locationCode.dropFirst(Self.country.count)))
    }

    private static let country = "TW"

    /// The ports whose ships TPNet tells of. Another may come: it is taken, and named as odd.
    package static let known: [PortCode] = ["KEL", "TPE", "SUO", "TXG", "KHH", "HUN", "APG", "MZG", "PUT"].map {
        PortCode(known: $0)
    }

    package static let keelung = PortCode(known: "KEL")
    package static let kaohsiung = PortCode(known: "KHH")

    package static func < (left: PortCode, right: PortCode) -> Bool { left.rawValue < right.rawValue }
}
