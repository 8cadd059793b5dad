extension Span<UInt8> {
    /// A copy of these bytes, in one move.
    var array: [UInt8] {
        unsafe withUnsafeBufferPointer { unsafe Array($0) }
    }

    /// Byte by byte equality.
    func isEqual(to other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for index in indices where self[index] != other[index] {
            return false
        }
        return true
    }

    func isEqual(to other: [UInt8]) -> Bool {
        isEqual(to: other.span)
    }
}
