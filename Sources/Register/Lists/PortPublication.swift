import PassCrypto
import PassFormat
import PassVerify
import TrustFiles

/// The lists of one port, sealed to its gates, as targets.
struct PortPublication: Sendable {
    let ring: PortKeyring
    let hotList: [HotListEntry]
    let visitors: [ExpectedVisitor]
    let ships: [ShipTimes.Call]
    /// The directory's sealed parts, in order.
    let directory: [[UInt8]]

    func files() throws -> [String: [UInt8]] {
        let port = ring.port
        var files = [ListNames.gates(port): try ring.file.encoded()]
        let (hotName, visitorsName, shipsName) = (
            ListNames.hotList(port), ListNames.visitors(port), ListNames.ships(port)
        )
        files[hotName] = try ring.cipher.seal(HotListFile.encode(try published()), as: hotName)
        files[visitorsName] = try ring.cipher.seal(VisitorsFile.encode(visitors), as: visitorsName)
        files[shipsName] = try ring.cipher.seal(ShipsFile.encode(ships), as: shipsName)
        for (shard, bytes) in directory.enumerated() { files[ListNames.directory(port, shard: shard)] = bytes }
        return files
    }

    /// Numbers openly; plates as hashes under a key that follows from the list, so that the same list is the same file. Who has
    /// the list has the key, too, and can try plates: the hashes keep them from whoever looks at a screen or a backup, no more.
    private func published() throws -> HotList {
        var numbers: Set<WireText> = []
        var plates: Set<WireText> = []
        for entry in hotList {
            switch entry.target {
            case .number(let number): numbers.insert(number)
            case .plate(let plate): plates.insert(plate)
            }
        }
        var said: [UInt8] = []
        for plate in plates.sorted() { said += plate.utf8 + [0] }
        let key = try ring.cipher.derive("portpass/list/plates", of: said)
        let hashes = plates.compactMap { HotList.plateHash($0, key: key) }
        return HotList(numbers: numbers, plateKey: key, plateHashes: SixteenByteTable(hashes)) ?? .empty
    }
}
