internal import Foundation
package import GateMessages
internal import PassFormat
internal import PassVerify

extension MusterList {
    /// A table for a terminal or a printer: columns by spaces, a line for each.
    package var text: String {
        var lines = [
            "\(gate)  \(Self.time(asOf))  inside: \(rows.count)",
            heard.map { "other gates as of \(Self.time($0)), \(age ?? 0) s ago" } ?? "other gates: never heard",
        ]
        if let evacuation {
            lines.append("evacuation since \(Self.time(evacuation.since))")
            lines += evacuation.counts.map { "assembly \($0.place): \($0.headcount) at \(Self.time($0.time))" }
        }
        for vehicle in emergencies where !vehicle.hasLeft {
            let people = vehicle.headcount.map { "\($0) people" } ?? "people unknown"
            lines.append(
                "emergency \(vehicle.agency.name)  \(vehicle.plate?.string ?? "?")  \(people)  since \(Self.time(vehicle.since))"
            )
        }
        let table = [["NUMBER", "KIND", "SINCE", "GATE", "DOCUMENT", "ESCORT"]] + rows.map(Self.cells)
        let widths = (0..<6).map { column in table.map { $0[column].unicodeScalars.count }.max() ?? 0 }
        lines += table.map { cells in
            zip(cells, widths).map { cell, width in
                cell + String(repeating: " ", count: max(0, width - cell.unicodeScalars.count))
            }.joined(separator: "  ").trimmingCharacters(in: .whitespaces)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// RFC 4180, with a mark of UTF-8. What a spreadsheet would take for a formula is kept a text.
    package var csv: [UInt8] {
        let table = [["number", "kind", "since", "gate", "document", "escort"]] + rows.map(Self.cells)
        let lines = table.map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }
        return [0xEF, 0xBB, 0xBF] + Array(lines.joined().utf8)
    }

    private static func cells(_ row: Row) -> [String] {
        [
            row.number.string, row.kind?.jsonName ?? "", time(row.since), row.gate.string, row.hint?.string ?? "",
            row.escort?.string ?? "",
        ].map {
            String(String.UnicodeScalarView($0.unicodeScalars.filter { $0.properties.generalCategory != .control }))
        }
    }

    private static func quoted(_ cell: String) -> String {
        let isFormula = cell.first.map { "=+-@\t\r".contains($0) } ?? false
        return "\"" + (isFormula ? "'" : "") + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }

    private static func time(_ seconds: Int64) -> String {
        Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601)
    }
}

extension PassageEvent.Agency {
    package var name: String {
        switch self {
        case .ambulance: "ambulance"
        case .fire: "fire"
        case .police: "police"
        case .other: "other"
        }
    }
}
