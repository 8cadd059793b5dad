import PassFormat
import Register

/// How far a rotation is, and what comes next, in sentences.
struct RotationWords {
    private let rotation: KeyRotation

    init(_ rotation: KeyRotation) { self.rotation = rotation }

    var text: String {
        let use = rotation.use.rawValue
        guard let next = rotation.announced?.id.hex else {
            return "\(use): \(rotation.current?.id.hex ?? "no key") signs, and no other is announced\n"
        }
        switch rotation.stage {
        case .settled: return ""
        case .unpublished:
            return "\(use): \(next) is announced here and not published yet; next: portpass publish\n"
        case .waiting:
            let gates =
                rotation.missing.isEmpty
                ? "no gate reports in" : "not known to have it: \(rotation.missing.joined(separator: ", "))"
            let until = rotation.until.map { "; in any case from \(KeyTime.text($0))" } ?? ""
            return "\(use): \(next) waits for the gates (\(gates))\(until)\n"
        case .ready: return "\(use): \(next) may sign; next: portpass keys rotate \(use)\n"
        }
    }
}
