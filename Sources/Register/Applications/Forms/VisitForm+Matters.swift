import Identifiers
import SingleWindows

extension VisitForm {
    /// Shorter, it is a call sign.
    private static let shortestVisa = 8

    /// Each container, and the ship's call, at each port that the visit goes to.
    func matters(_ values: FieldValues) -> [WindowSubject] {
        let ports = Set(values[all: "zones"].compactMap { $0.split(separator: "/").first.map(String.init) }).sorted()
        let containers = Self.lines(values["containers"]).compactMap { text in try? ContainerNumber(text) }
        let visas = [Self.visa(values)].compactMap(\.self)
        return ports.flatMap { port in
            containers.compactMap { WindowSubject(container: $0, port: port) }
                + visas.compactMap { WindowSubject(call: $0, port: port) }
        }
    }

    /// The maritime window knows calls by their visa numbers; people also type a ship's own.
    private static func visa(_ values: FieldValues) -> String? {
        let typed = TextNormalisation.compact(values["vesselCall"])
        guard typed.utf8.count >= shortestVisa, (try? IMONumber(typed)) == nil else { return nil }
        return typed
    }
}
