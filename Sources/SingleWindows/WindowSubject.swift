package import Identifiers

/// What a window is asked about: one container, or one call of a ship, at one port. Nothing of a person.
package struct WindowSubject: Hashable, Sendable {
    package let window: SingleWindow
    /// UN/LOCODE, such as `TWKHH`.
    package let port: String
    /// A container's number, or a call's visa number: capitals and digits.
    package let mark: String

    package init?(container: ContainerNumber, port: String) {
        guard Self.isPort(port) else { return nil }
        window = .customs
        self.port = port
        mark = container.text
    }

    /// - Parameter visa: as it was typed; spaces and dashes are forgiven.
    package init?(call visa: String, port: String) {
        let compact = TextNormalisation.compact(visa)
        guard Self.isPort(port), (1...32).contains(compact.utf8.count),
            compact.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) })
        else { return nil }
        window = .maritime
        self.port = port
        mark = compact
    }

    /// Exactly as it is kept.
    package init?(window: SingleWindow, port: String, mark: String) {
        switch window {
        case .customs:
            guard let number = try? ContainerNumber(mark) else { return nil }
            self.init(container: number, port: port)
        case .maritime: self.init(call: mark, port: port)
        }
        guard self.mark == mark else { return nil }
    }

    private static func isPort(_ port: String) -> Bool {
        let bytes = Array(port.utf8)
        // UNECE Recommendation 16: a country's two letters, and three characters of which a digit is 2 to 9.
        return bytes.count == 5 && bytes.prefix(2).allSatisfy { (0x41...0x5A).contains($0) }
            && bytes.dropFirst(2).allSatisfy { (0x41...0x5A).contains($0) || (0x32...0x39).contains($0) }
    }
}
