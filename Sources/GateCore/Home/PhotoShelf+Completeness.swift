internal import Foundation
internal import GateMessages
internal import PassCrypto
internal import SQLStore
internal import Synchronization

/// Whether everything that the listing named is here, what is doubted, and what is owed.
extension PhotoShelf {
    static let complete = "complete"
    /// More photos than this are not wrong by chance.
    private static let mostOwed = 1_000

    private var mark: String { "\(folder)/\(Self.complete)" }

    /// Everything that the listing named is here.
    func setComplete() {
        guard !isComplete,
            (try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)) != nil,
            (try? DurableFile.replace(mark, with: [])) != nil
        else { return }
        let isTrue = state.withLock { state in
            state.isComplete = state.doubts == 0 && state.owed.isEmpty
            return state.isComplete
        }
        // A scan found something in the meantime.
        if !isTrue { _ = unsafe unlink(mark) }
    }

    /// From now on a missing photo says nothing, and a gate that starts goes through the listing anew. Durable.
    func setIncomplete() throws {
        state.withLock { $0.isComplete = false }
        if unsafe unlink(mark) == 0 {
            try DurableFile.syncDirectory(of: mark)
        } else if errno != ENOENT, errno != ENOTDIR {
            throw GateError(.file, "\(mark) can't be taken away")
        }
    }

    // MARK: Doubt

    /// A photo that its own pass does not open is taken away, and is to be fetched again.
    func doubt(_ name: String) {
        doubt()
        remove(name)
    }

    /// The listing is to be gone through anew. The mark goes first: a gate that ends before its next turn still knows.
    func doubt() {
        state.withLock { $0.doubts += 1 }
        _ = unsafe unlink(mark)
    }

    /// How often something was doubted; none when the place in the listing is good.
    var doubts: Int { state.withLock { $0.doubts } }

    /// The place in the listing was put back, durably. What was doubted since `doubts` was asked for stays so.
    func settle(doubts: Int) { state.withLock { $0.doubts -= doubts } }

    // MARK: Owed

    /// The photos that came wrong. Only in the memory: a gate that starts again finds no mark, and goes through everything.
    var owed: [ListedPhoto] { state.withLock { Array($0.owed.values) } }

    /// Remembers a photo that came wrong.
    /// - Returns: false when there are too many of them.
    func owe(_ entry: ListedPhoto) throws -> Bool {
        let isKept = state.withLock { state in
            let name = Hex.encode(entry.name)
            guard state.owed.count < Self.mostOwed || state.owed[name] != nil else { return false }
            state.owed[name] = entry
            return true
        }
        if isKept { try setIncomplete() }
        return isKept
    }

    /// A photo is here, or not needed any more.
    func settle(owed name: String) { state.withLock { $0.owed[name] = nil } }
}
