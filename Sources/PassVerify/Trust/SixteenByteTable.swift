/// A sorted table of 16-byte values, looked up by binary search: 16 bytes an entry and nothing else in memory.
package struct SixteenByteTable: Hashable, Sendable {
    package static let width = 16

    /// The entries one after the other, ascending and distinct.
    package let bytes: [UInt8]

    /// Sorts and drops repetitions; values that are not 16 bytes are left out.
    package init(_ values: some Sequence<[UInt8]>) {
        var sorted = values.filter { $0.count == Self.width }
        sorted.sort { $0.lexicographicallyPrecedes($1) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(sorted.count * Self.width)
        var last: [UInt8] = []
        for value in sorted where value != last {
            bytes += value
            last = value
        }
        self.bytes = bytes
    }

    /// Takes what is already sorted; `nil` when it isn't whole entries in strictly ascending order.
    package init?(sortedBytes bytes: [UInt8]) {
        guard bytes.count % Self.width == 0 else { return nil }
        var index = Self.width
        while index < bytes.count {
            guard Self.order(bytes, index - Self.width, bytes, index) < 0 else { return nil }
            index += Self.width
        }
        self.bytes = bytes
    }

    package var count: Int { bytes.count / Self.width }
    package var isEmpty: Bool { bytes.isEmpty }

    /// The entries in ascending order.
    package var entries: [[UInt8]] {
        stride(from: 0, to: bytes.count, by: Self.width).map { Array(bytes[$0..<$0 + Self.width]) }
    }

    /// Whether the first 16 bytes of `value` are an entry; a shorter value never is.
    package func contains(prefixOf value: [UInt8]) -> Bool {
        guard value.count >= Self.width else { return false }
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            let order = Self.order(bytes, middle * Self.width, value, 0)
            if order == 0 { return true }
            if order < 0 { low = middle + 1 } else { high = middle }
        }
        return false
    }

    private static func order(_ left: [UInt8], _ leftStart: Int, _ right: [UInt8], _ rightStart: Int) -> Int {
        for offset in 0..<width {
            let (l, r) = (left[leftStart + offset], right[rightStart + offset])
            if l != r { return l < r ? -1 : 1 }
        }
        return 0
    }
}
