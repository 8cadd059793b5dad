/// Reads deterministic CBOR (RFC 8949 section 4.2.1) in the profile of passes, from first byte to last, without
/// copying.
///
/// It refuses what the profile excludes wherever it stands, also in items that are only skipped: indefinite lengths,
/// arguments not in shortest form, unsorted or duplicate map keys, floats, every simple value but `true`, every tag but
/// 18, nesting over eight and text that is not UTF-8. A count is believed only as far as the bytes that remain could
/// hold it, so memory and time are bounded by the input.
package struct CBORReader: ~Escapable {
    /// How map keys must follow one another. Duplicates are refused either way.
    package enum MapOrder: Sendable {
        /// Sorted bytewise by their encoding, as in a pass.
        case deterministic
        /// In any order: the published Token Status List samples are not sorted.
        case any
    }

    /// The major types of RFC 8949 section 3.1 as far as the profile has them.
    package enum Kind: UInt8, Sendable {
        case unsigned, negative, bytes, text, array, map, tag, simple
    }

    /// An array being read; see ``readArray()``.
    package struct ArrayCursor: Sendable {
        package fileprivate(set) var remaining: Int
    }

    /// A map being read; see ``readMap()``.
    package struct MapCursor: Sendable {
        package fileprivate(set) var remaining: Int
        fileprivate var previousKey = 0..<0
        fileprivate var earlierKeys: [Range<Int>] = []
    }

    /// Arrays, maps and tags inside one another, each counted once.
    package static let maximumDepth = 8

    /// The most entries of a map read in any order, where each key is compared with all before it.
    package static let maximumUnsortedEntries = 64

    private let bytes: Span<UInt8>
    private let order: MapOrder
    private var depth = 0

    /// Where the next item starts.
    package private(set) var offset = 0

    @_lifetime(copy bytes)
    package init(_ bytes: Span<UInt8>, order: MapOrder = .deterministic) {
        self.bytes = bytes
        self.order = order
    }

    /// Throws `trailingBytes` unless everything was read.
    package func finish() throws(FormatError) {
        guard offset == bytes.count else { throw .trailingBytes }
    }

    /// The type of the next item.
    @inline(__always)
    package func nextKind() throws(FormatError) -> Kind {
        guard offset < bytes.count, let kind = Kind(rawValue: bytes[offset] >> 5) else { throw .truncated }
        return kind
    }

    // MARK: Values

    package mutating func readUnsigned() throws(FormatError) -> UInt64 {
        let head = try readHead()
        guard head.kind == .unsigned else { throw .unexpectedType("an unsigned integer") }
        return head.argument
    }

    /// An integer of either sign that fits 64 bits with its sign; others are refused as `unexpectedType`.
    package mutating func readInteger() throws(FormatError) -> Int64 {
        let head = try readHead()
        guard head.argument <= UInt64(Int64.max) else { throw .unexpectedType("an integer of 64 bits") }
        let magnitude = Int64(bitPattern: head.argument)
        switch head.kind {
        case .unsigned: return magnitude
        case .negative: return -1 - magnitude
        default: throw .unexpectedType("an integer")
        }
    }

    package mutating func readByteString() throws(FormatError) -> [UInt8] {
        try readByteSpan().array
    }

    /// The content of a byte string where it stands in the input.
    @_lifetime(copy self)
    package mutating func readByteSpan() throws(FormatError) -> Span<UInt8> {
        let head = try readHead()
        guard head.kind == .bytes else { throw .unexpectedType("a byte string") }
        return bytes.extracting(try take(head.argument))
    }

    package mutating func readText() throws(FormatError) -> WireText {
        try WireText(validating: readTextSpan())
    }

    /// Reads a text and says whether it is this one.
    package mutating func readText(_ expected: WireText) throws(FormatError) -> Bool {
        try readTextSpan().isEqual(to: expected.utf8)
    }

    @_lifetime(copy self)
    private mutating func readTextSpan() throws(FormatError) -> Span<UInt8> {
        let head = try readHead()
        guard head.kind == .text else { throw .unexpectedType("a text") }
        return bytes.extracting(try take(head.argument))
    }

    /// `true`, the only simple value that ever occurs.
    package mutating func readTrue() throws(FormatError) {
        guard try readHead().kind == .simple else { throw .unexpectedType("true") }
    }

    /// A tag, which must be 18; its content follows, and then ``leaveTag()``.
    package mutating func readTag() throws(FormatError) {
        guard try readHead().kind == .tag else { throw .unexpectedType("tag 18") }
        try enter()
    }

    package mutating func leaveTag() {
        depth -= 1
    }

    // MARK: Containers

    /// The head of an array. Then ``nextElement(in:)`` before each element, until it says false.
    package mutating func readArray() throws(FormatError) -> ArrayCursor {
        let head = try readHead()
        guard head.kind == .array else { throw .unexpectedType("an array") }
        return try openArray(head.argument)
    }

    package mutating func nextElement(in array: inout ArrayCursor) -> Bool {
        array.remaining -= 1
        if array.remaining < 0 {
            depth -= 1
            return false
        }
        return true
    }

    /// The head of a map. Then ``nextKey(in:)`` before each key, until it says false.
    package mutating func readMap() throws(FormatError) -> MapCursor {
        let head = try readHead()
        guard head.kind == .map else { throw .unexpectedType("a map") }
        return try openMap(head.argument)
    }

    /// True when another entry follows, after checking that its key is valid and stands where it may. The key is still
    /// to be read.
    package mutating func nextKey(in map: inout MapCursor) throws(FormatError) -> Bool {
        let start = offset
        let found = try skipKey(in: &map)
        offset = start
        return found
    }

    /// Leaves a map whose entries were read one by one. Throws `unexpectedType` where another follows.
    package mutating func endMap(_ map: inout MapCursor) throws(FormatError) {
        guard try !skipKey(in: &map) else { throw .unexpectedType("the end of a map") }
    }

    // MARK: Whole items

    /// Passes over one item, checking all of it.
    package mutating func skipItem() throws(FormatError) {
        let head = try readHead()
        switch head.kind {
        case .unsigned, .negative, .simple:
            break
        case .bytes:
            _ = try take(head.argument)
        case .text:
            try WireText.validate(bytes.extracting(take(head.argument)))
        case .array:
            var array = try openArray(head.argument)
            while nextElement(in: &array) {
                try skipItem()
            }
        case .map:
            var map = try openMap(head.argument)
            while try skipKey(in: &map) {
                try skipItem()
            }
        case .tag:
            try enter()
            try skipItem()
            leaveTag()
        }
    }

    /// The bytes of the next item as they stand, checked like everything else.
    package mutating func readItem() throws(FormatError) -> [UInt8] {
        let start = offset
        try skipItem()
        return bytes.extracting(start..<offset).array
    }

    // MARK: Heads

    private struct Head {
        let kind: Kind
        let argument: UInt64
    }

    @inline(__always)
    private mutating func readHead() throws(FormatError) -> Head {
        let kind = try nextKind()
        let information = bytes[offset] & 0x1F
        offset += 1
        switch kind {
        case .simple:
            guard information == 21 else { throw .forbiddenValue("a float or a simple value other than true") }
        case .tag:
            guard information == 18 else { throw .forbiddenValue("a tag other than 18") }
        default:
            break
        }
        return Head(kind: kind, argument: information < 24 ? UInt64(information) : try readArgument(information))
    }

    private mutating func readArgument(_ information: UInt8) throws(FormatError) -> UInt64 {
        guard information < 28 else {
            throw .notDeterministic(information == 31 ? "an indefinite length" : "a reserved argument")
        }
        let width = 1 << Int(information - 24)
        let range = try take(UInt64(width))
        var value: UInt64 = 0
        for index in range {
            value = value << 8 | UInt64(bytes[index])
        }
        let shorter: UInt64 = width == 1 ? 23 : (1 << UInt64(4 * width)) - 1
        guard value > shorter else { throw .notDeterministic("an argument not in its shortest form") }
        return value
    }

    private mutating func take(_ count: UInt64) throws(FormatError) -> Range<Int> {
        guard count <= UInt64(bytes.count - offset) else { throw .truncated }
        let start = offset
        offset += Int(count)
        return start..<offset
    }

    private mutating func enter() throws(FormatError) {
        depth += 1
        guard depth <= Self.maximumDepth else { throw .nesting }
    }

    private mutating func openArray(_ count: UInt64) throws(FormatError) -> ArrayCursor {
        guard count <= UInt64(bytes.count - offset) else { throw .truncated }
        try enter()
        return ArrayCursor(remaining: Int(count))
    }

    private mutating func openMap(_ count: UInt64) throws(FormatError) -> MapCursor {
        guard count <= UInt64(bytes.count - offset) / 2 else { throw .truncated }
        guard order == .deterministic || count <= Self.maximumUnsortedEntries else {
            throw .tooLong("map", limit: Self.maximumUnsortedEntries)
        }
        try enter()
        return MapCursor(remaining: Int(count))
    }

    private mutating func skipKey(in map: inout MapCursor) throws(FormatError) -> Bool {
        map.remaining -= 1
        if map.remaining < 0 {
            depth -= 1
            return false
        }
        let start = offset
        if offset < bytes.count, bytes[offset] < 0x38, bytes[offset] & 0x1F < 24 {
            offset += 1  // an integer of one byte, as nearly all keys are
        } else {
            try skipItem()
        }
        let key = start..<offset
        switch order {
        case .deterministic:
            guard try isSorted(map.previousKey, before: key) else {
                throw .notDeterministic("map keys out of order")
            }
            map.previousKey = key
        case .any:
            for earlier in map.earlierKeys where bytes.extracting(earlier).isEqual(to: bytes.extracting(key)) {
                throw .duplicateKey
            }
            map.earlierKeys.append(key)
        }
        return true
    }

    /// Bytewise lexicographic order of two encoded keys; throws `duplicateKey` where they are the same.
    private func isSorted(_ left: Range<Int>, before right: Range<Int>) throws(FormatError) -> Bool {
        for distance in 0..<min(left.count, right.count) {
            let (first, second) = (bytes[left.lowerBound + distance], bytes[right.lowerBound + distance])
            if first != second {
                return first < second
            }
        }
        guard left.count != right.count else { throw .duplicateKey }
        return left.count < right.count
    }
}
