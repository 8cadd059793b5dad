import PassFormat
import Synchronization

/// Pictures that were drawn, kept: a pass's text never changes. The one drawn longest ago makes room.
final class PassPictures: Sendable {
    /// Some ten kilobytes each.
    private static let capacity = 2_000

    private struct Kept {
        var pictures: [PassID: PassPicture] = [:]
        /// The ids in a ring.
        var order: [PassID] = []
        var next = 0
    }

    private let kept = Mutex(Kept())

    func picture(of pass: PassID, text: String, number: String) throws -> PassPicture {
        if let picture = kept.withLock({ $0.pictures[pass] }) { return picture }
        // Outside the lock: two may draw the same, and nobody waits.
        let picture = try PassPicture(text: text, number: number)
        kept.withLock { kept in
            guard kept.pictures.updateValue(picture, forKey: pass) == nil else { return }
            if kept.order.count < Self.capacity {
                kept.order.append(pass)
            } else {
                kept.pictures.removeValue(forKey: kept.order[kept.next])
                kept.order[kept.next] = pass
                kept.next = (kept.next + 1) % Self.capacity
            }
        }
        return picture
    }
}
