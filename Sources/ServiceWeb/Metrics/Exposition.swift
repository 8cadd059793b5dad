/// Figures as Prometheus reads them (text format 0.0.4), written by hand: names, labels and numbers are ours, so there is nothing
/// to escape but what a label says, and nothing of a person ever stands in one.
package struct Exposition {
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    package enum Kind: String { case counter, gauge, histogram }

    private var text = ""

    package init() {}

    package var bytes: [UInt8] { Array(text.utf8) }

    /// Begins a family. Its samples follow at once.
    package mutating func family(_ name: StaticString, _ kind: Kind, _ help: StaticString) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }

    package mutating func sample(
        _ name: StaticString, _ suffix: StaticString = "", _ labels: [(StaticString, String)] = [], _ value: Double
    ) {
        text += "\(name)\(suffix)"
        if !labels.isEmpty {
            text += "{" + labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",") + "}"
        }
        text += " \(Self.number(value))\n"
    }

    /// A family of one sample.
    package mutating func single(_ name: StaticString, _ kind: Kind, _ help: StaticString, _ value: Double?) {
        guard let value else { return }
        family(name, kind, help)
        sample(name, "", [], value)
    }

    private static func number(_ value: Double) -> String {
        if value == .infinity { return "+Inf" }
        if let whole = Int64(exactly: value) { return String(whole) }
        return String(value)
    }

    private static func escaped(_ label: String) -> String {
        var output = ""
        for character in label {
            switch character {
            case "\\": output += "\\\\"
            case "\"": output += "\\\""
            case "\n": output += "\\n"
            default: output.append(character)
            }
        }
        return output
    }
}
