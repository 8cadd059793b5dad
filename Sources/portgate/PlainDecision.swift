import Foundation
import PassFormat
import PassVerify

/// A decision as the command line prints it for people.
enum PlainDecision {
    /// The verdict and the pass, then a reason a line.
    static func lines(_ decision: GateDecision, simulated: Bool) -> [UInt8] {
        var lines: [String] = []
        let claims = decision.pass?.claims
        let pass = [claims?.number, claims?.name, claims?.organisation].compactMap { $0.map(printable) }
        lines.append(([decision.verdict.rawValue.uppercased()] + pass).joined(separator: "  "))
        for reason in decision.reasons {
            let detail = reason.detail.map { "  \(printable(describe($0)))" } ?? ""
            lines.append("  \(reason.code.rawValue)\(reason.effect == .note ? " (note)" : "")\(detail)")
        }
        if let age = decision.trustAge { lines.append("  trust issued \(describe(seconds: age)) ago") }
        if simulated { lines.append("  simulated: decided for another time") }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private static func describe(_ detail: ReasonDetail) -> String {
        switch detail {
        case .date(let seconds): Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601)
        case .days(let days): "\(days) days"
        case .ports(let names), .gates(let names), .names(let names): names.map(\.string).joined(separator: " ")
        case .hours(let windows): windows.map { "\(clock($0.from))-\(clock($0.to))" }.joined(separator: " ")
        case .plate(let plate): plate.string
        case .conditions(let keys): keys.map(String.init).joined(separator: " ")
        case .problem(let error): error.description
        }
    }

    private static func clock(_ minutes: UInt16) -> String {
        String(format: "%02d:%02d", Int(minutes) / 60, Int(minutes) % 60)
    }

    private static func describe(seconds: Int64) -> String {
        switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7_200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3_600) h"
        default: "\(seconds / 86_400) days"
        }
    }

    private static func printable(_ text: WireText) -> String { printable(text.string) }

    /// A pass is written by somebody else: control and direction characters in it must not reach the terminal.
    private static func printable(_ text: String) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: shown.append("\u{FFFD}")
            default: shown.append(scalar)
            }
        }
        return String(shown)
    }
}
