import PassCrypto
package import PassFormat

/// The content of a target `directory/PORT/SHARD`, once it has been opened: a part of the port's passes by their numbers.
///
///     {number: [list, index, kind, zones, nbf, exp], …}
///
/// A number stands in the shard whose name is the first byte of BLAKE2b-256 of it, by the count of the shards, which is a power
/// of two up to 256. The start of a pass is among the six, beyond DESIGN section 4: a pass of tomorrow is not good today.
package struct DirectoryShard: Hashable, Sendable {
    package static let mostShards = 256
    /// Entries for which a shard is worth having: some 16 kB.
    private static let entriesPerShard = 512
    package static let largest = 4 << 20

    package let entries: [WireText: DirectoryEntry]

    package init(_ entries: [DirectoryEntry]) {
        self.entries = Dictionary(entries.map { ($0.number, $0) }, uniquingKeysWith: { _, last in last })
    }

    /// How many shards a directory of so many passes has.
    package static func count(for entries: Int) -> Int {
        var count = 1
        while count < mostShards, count * entriesPerShard < entries { count *= 2 }
        return count
    }

    /// The slot of a number, from which its shard follows.
    package static func slot(of number: WireText) -> Int { Int(Hash.blake2b(number.utf8)[0]) }

    package init(decoding bytes: [UInt8]) throws(FormatError) {
        var reader = CBORReader(bytes.span)
        var entries: [WireText: DirectoryEntry] = [:]
        var map = try reader.readMap()
        while try reader.nextKey(in: &map) {
            let number = try reader.readText("number", PassLimits.number)
            var values = try reader.readArray()
            guard values.remaining == 6 else { throw .missing("directory entry") }
            var fields: [UInt64] = []
            while reader.nextElement(in: &values) { fields.append(try reader.readUnsigned()) }
            guard let list = UInt32(exactly: fields[0]), fields[1] < UInt64(StatusList.standardCount),
                let kind = PassKind(rawValue: UInt8(clamping: fields[2])),
                let notBefore = Int64(exactly: fields[4]), let expires = Int64(exactly: fields[5])
            else { throw .missing("directory entry") }
            entries[number] = DirectoryEntry(
                number: number, list: list, index: Int(fields[1]), kind: kind, zones: fields[3], notBefore: notBefore,
                expires: expires)
        }
        try reader.finish()
        self.entries = entries
    }

    package func encoded() throws(FormatError) -> [UInt8] {
        var map: [CBORWriter.Entry] = []
        map.reserveCapacity(entries.count)
        for entry in entries.values {
            map.append(
                try CBORWriter.Entry(entry.number) { writer in
                    writer.writeArray(count: 6)
                    writer.write(unsigned: UInt64(entry.list))
                    writer.write(Int64(entry.index))
                    writer.write(Int64(entry.kind.rawValue))
                    writer.write(unsigned: entry.zones)
                    writer.write(entry.notBefore)
                    writer.write(entry.expires)
                })
        }
        return try CBORWriter.encoding { (writer) throws(FormatError) in try writer.write(map: map) }
    }
}
