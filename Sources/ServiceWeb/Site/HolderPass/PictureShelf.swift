import PassFormat
import PassRender
import Synchronization

/// The drawn codes of passes, kept: a pass's text never changes. A code is drawn 1,300 times a second and sent 10,000 times.
///
/// The modules are kept as bits, from which the SVG is written faster than it would be found in a larger store; the PNG is kept as
/// it is. The one drawn longest ago makes room.
final class PictureShelf: Sendable {
    /// Some four kilobytes each: 80 MB when it is full.
    private static let capacity = 20_000
    /// Pixels a module: 1,000 and some across, for a printer as well as for a telephone.
    private static let scale = 10

    private struct Kept {
        let version: Int
        let modules: [UInt8]
        let png: [UInt8]
    }

    private struct State {
        var kept: [PassID: Kept] = [:]
        /// The ids in a ring.
        var order: [PassID] = []
        var next = 0
    }

    private let state = Mutex(State())

    func png(of pass: PassID, text: String) throws(RenderError) -> [UInt8] { try kept(pass, text).png }

    /// A document, and an element of HTML.
    /// - Parameter title: what screen readers say in its place.
    func svg(of pass: PassID, text: String, title: String) throws(RenderError) -> [UInt8] {
        let kept = try kept(pass, text)
        guard let symbol = QRSymbol(packed: kept.modules, version: kept.version) else {
            return try QRSymbol(text: text).svgBytes(title: title)
        }
        return symbol.svgBytes(title: title)
    }

    private func kept(_ pass: PassID, _ text: String) throws(RenderError) -> Kept {
        if let kept = state.withLock({ $0.kept[pass] }) { return kept }
        // Outside the lock: two may draw the same, and nobody waits.
        let symbol = try QRSymbol(text: text)
        let kept = Kept(version: symbol.version, modules: symbol.packed, png: try symbol.png(scale: Self.scale))
        state.withLock { state in
            guard state.kept.updateValue(kept, forKey: pass) == nil else { return }
            if state.order.count < Self.capacity {
                state.order.append(pass)
            } else {
                state.kept.removeValue(forKey: state.order[state.next])
                state.order[state.next] = pass
                state.next = (state.next + 1) % Self.capacity
            }
        }
        return kept
    }
}
