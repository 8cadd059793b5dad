import PassCrypto
package import PassFormat

/// The police list: numbers openly, plates only as keyed hashes, so that a gate holds no list of wanted plates.
package struct HotList: Hashable, Sendable {
    /// Bytes in the key of the plate hashes.
    package static let plateKeyByteCount = 32

    /// Pass numbers as printed.
    package let numbers: Set<WireText>
    /// The key of the plate hashes; another with every list.
    package let plateKey: [UInt8]
    /// BLAKE2b-128 of each normalised plate under `plateKey`.
    package let plateHashes: SixteenByteTable

    /// `nil` when the key is not 32 bytes.
    package init?(numbers: Set<WireText>, plateKey: [UInt8], plateHashes: SixteenByteTable) {
        guard plateKey.count == Self.plateKeyByteCount else { return nil }
        self.numbers = numbers
        self.plateKey = plateKey
        self.plateHashes = plateHashes
    }

    private init() {
        numbers = []
        plateKey = [UInt8](repeating: 0, count: Self.plateKeyByteCount)
        plateHashes = SixteenByteTable([])
    }

    /// Nobody is looked for.
    package static let empty = HotList()

    /// The entry of a normalised plate; `nil` when the key is no key or libsodium cannot start.
    package static func plateHash(_ plate: WireText, key: [UInt8]) -> [UInt8]? {
        try? Hash.keyedHash(plate.utf8, key: key, size: .bits128)
    }

    package func contains(number: WireText) -> Bool {
        !numbers.isEmpty && numbers.contains(number)
    }

    package func contains(plate: WireText) -> Bool {
        // No hashing for an empty list, which is most gates' list on most days.
        let hash = plateHashes.isEmpty ? nil : Self.plateHash(plate, key: plateKey)
        return hash.map { plateHashes.contains(prefixOf: $0) } ?? false
    }
}
