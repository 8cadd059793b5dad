/// A status list (draft-ietf-oauth-status-list section 4): a few bits for each pass ever issued on it.
///
/// Kept packed, so that ten million passes are less than 3 MiB.
package struct StatusList: Hashable, Sendable {
    /// The entries of a full list of ours.
    package static let standardCount = 131_072
    /// The bits an entry of ours has.
    package static let standardBits = 2

    /// 1, 2, 4 or 8 for each entry; ours have 2, the others are for reading published lists.
    package let bits: Int
    /// The bytes, the least significant bits of each holding its first entry.
    package private(set) var packed: [UInt8]

    /// A list where everything is valid. `count` is rounded up to whole bytes of four entries.
    package init(count: Int = standardCount) {
        precondition(count >= 0, "a status list cannot have \(count) entries")
        bits = Self.standardBits
        packed = [UInt8](repeating: 0, count: (count + 3) / 4)
    }

    /// Throws `invalid` unless `bits` is 1, 2, 4 or 8.
    package init(packed: [UInt8], bits: Int = standardBits) throws(FormatError) {
        try Self.check(bits)
        self.bits = bits
        self.packed = packed
    }

    package var count: Int { packed.count * entriesPerByte }

    /// The status of an entry; nil outside the list, and for a value without a name. Absence is never "valid".
    package subscript(index: Int) -> PassStatus? {
        rawValue(at: index).flatMap(PassStatus.init(rawValue:))
    }

    /// The number that stands at `index`; nil outside the list.
    package func rawValue(at index: Int) -> UInt8? {
        guard index >= 0, index < count else { return nil }
        let shift = UInt8(index % entriesPerByte * bits)
        return packed[index / entriesPerByte] >> shift & mask
    }

    /// Returns false, and changes nothing, outside the list or where `status` does not fit its bits.
    @discardableResult
    package mutating func set(_ status: PassStatus, at index: Int) -> Bool {
        guard index >= 0, index < count, status.rawValue <= mask else { return false }
        let shift = UInt8(index % entriesPerByte * bits)
        packed[index / entriesPerByte] &= ~(mask << shift)
        packed[index / entriesPerByte] |= status.rawValue << shift
        return true
    }

    /// The list as it travels: one zlib stream.
    package func deflated() -> [UInt8] {
        Zlib.deflate(packed)
    }

    /// Unpacks a list of at most `maximumCount` entries. Only for bytes whose signature was verified.
    package static func inflate(
        _ zlib: [UInt8], bits: Int = standardBits, maximumCount: Int = standardCount
    ) throws(FormatError) -> StatusList {
        try check(bits)
        return try StatusList(packed: Zlib.inflate(zlib, limit: maximumCount * bits / 8), bits: bits)
    }

    static func check(_ bits: Int) throws(FormatError) {
        guard [1, 2, 4, 8].contains(bits) else { throw .invalid("bits", "it must be 1, 2, 4 or 8") }
    }

    private var entriesPerByte: Int { 8 / bits }

    private var mask: UInt8 { UInt8(truncatingIfNeeded: 0xFF >> (8 - bits)) }
}
