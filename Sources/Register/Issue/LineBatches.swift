/// Puts the lines of an input into batches, blank ones left out, with their numbers.
struct LineBatches {
    struct Line: Sendable {
        /// From 1; blank lines count.
        let number: Int
        let bytes: [UInt8]
    }

    let size: Int
    private var count = 0

    init(size: Int) { self.size = size }

    /// - Returns: nil when the input is at its end.
    mutating func next(_ line: () throws -> [UInt8]?) rethrows -> [Line]? {
        var batch: [Line] = []
        while batch.count < size, let bytes = try line() {
            count += 1
            guard bytes.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { continue }
            batch.append(Line(number: count, bytes: bytes))
        }
        return batch.isEmpty ? nil : batch
    }
}
