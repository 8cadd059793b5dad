import SQLStore

/// The versions of the seeds that were ever in force.
enum SeedStore {
    static func newest(_ database: any SQLReading) throws -> (version: Int64, digest: [UInt8])? {
        guard let row = try database.row("SELECT version, digest FROM seed_version ORDER BY version DESC LIMIT 1")
        else {
            return nil
        }
        return (try row.integer(0), try row.blob(1))
    }

    /// Puts seeds in force.
    /// - Throws: ``RegisterError`` when a zone's bit would change its meaning: it stands in passes that were issued.
    static func adopt(_ seeds: Seeds, version: Int64, now: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "INSERT INTO seed_version (version, adopted_at, digest) VALUES (?, ?, ?)", .integer(version), .integer(now),
            .blob(seeds.digest))
        try database.executeEach(
            "INSERT INTO seed_file (version, name, content) VALUES (?, ?, ?)",
            seeds.files.sorted { $0.key < $1.key }.map { [.integer(version), .text($0.key), .blob($0.value)] })
        for port in seeds.ports {
            for zone in port.zones {
                try keepMeaning(of: zone, in: port, database)
            }
        }
    }

    private static func keepMeaning(of zone: SeedZone, in port: SeedPort, _ database: any SQLWriting) throws {
        let known = try database.row(
            "SELECT bit, name FROM zone_bit WHERE port = ? AND (bit = ? OR name = ?)", .text(port.id),
            .integer(Int64(zone.bit)), .text(zone.name))
        if let known {
            guard try known.integer(0) == Int64(zone.bit), try known.text(1) == zone.name else {
                throw RegisterError.seeds(
                    "zones.json", "zones.\(port.id)",
                    "zone \(zone.name) with bit \(zone.bit) was \(try known.text(1)) with bit \(try known.integer(0)) in passes already issued: take a new name and a new bit"
                )
            }
            return
        }
        try database.execute(
            "INSERT INTO zone_bit (port, bit, name) VALUES (?, ?, ?)", .text(port.id), .integer(Int64(zone.bit)),
            .text(zone.name))
    }
}
