import GateMessages
import PassCrypto
import SQLStore

/// Photos in the database: only sealed, by the name that their secret gives them.
///
/// One pass of a photo is the rule; a pass that is bound to another phone has the photo of the one it replaces.
enum PhotoStore {
    /// - Parameter name: 16 bytes.
    /// - Returns: false when there is one of this name, which stays.
    @discardableResult
    static func insert(_ sealed: [UInt8], named name: [UInt8], _ database: any SQLWriting) throws -> Bool {
        try database.execute(
            "INSERT INTO photo (name, digest, sealed) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", .blob(name),
            .blob(Hash.blake2b(sealed)), .blob(sealed)) == 1
    }

    static func sealed(_ name: [UInt8], _ database: any SQLReading) throws -> [UInt8]? {
        try database.row("SELECT sealed FROM photo WHERE name = ?", .blob(name))?.blob(0)
    }

    static func exists(_ name: [UInt8], _ database: any SQLReading) throws -> Bool {
        try database.row("SELECT 1 FROM photo WHERE name = ?", .blob(name)) != nil
    }

    /// The photo of an application that comes to nothing.
    static func remove(_ name: [UInt8], _ database: any SQLWriting) throws {
        try database.execute("DELETE FROM photo WHERE name = ?", .blob(name))
    }

    // MARK: Of passes

    /// Says which photo a pass has.
    /// - Returns: false when there is no photo of this name: the secret is another system's.
    @discardableResult
    static func give(_ name: [UInt8], to pass: Int64, _ database: any SQLWriting) throws -> Bool {
        return try database.execute(
            "INSERT INTO pass_photo (pass, photo) SELECT ?, name FROM photo WHERE name = ?", .integer(pass),
            .blob(name)) == 1
    }

    static func name(of pass: Int64, _ database: any SQLReading) throws -> [UInt8]? {
        try database.row("SELECT photo FROM pass_photo WHERE pass = ?", .integer(pass))?.blob(0)
    }

    /// Tells the gates of these ports of a pass's photo, after everything that they were told before.
    static func list(
        photoOf pass: Int64, for ports: [String], expires: Int64, now: Int64, _ database: any SQLWriting
    ) throws {
        guard let name = try name(of: pass, database),
            let photo = try database.row("SELECT length(sealed), digest FROM photo WHERE name = ?", .blob(name))
        else { return }
        let (size, digest) = (try photo.integer(0), try photo.blob(1))
        let place = try nextPlace(now: now, database)
        try database.executeEach(
            """
            INSERT INTO photo_listing (port, photo, place, size, expires, digest) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (port, photo) DO UPDATE SET place = excluded.place, size = excluded.size,
                expires = CASE WHEN excluded.expires > photo_listing.expires THEN excluded.expires
                    ELSE photo_listing.expires END
            """,
            ports.map {
                [.text($0), .blob(name), .integer(place), .integer(size), .integer(expires), .blob(digest)]
            })
    }

    /// Takes a photo away that no pass needs any more: one that is final does not bring its holder in, whatever the picture.
    static func withdraw(photoOf pass: Int64, now: Int64, _ database: any SQLWriting) throws {
        guard let name = try name(of: pass, database) else { return }
        // Active, waiting, suspended, or not signed yet.
        let users = try database.integer(
            """
            SELECT COUNT(*) FROM pass_photo JOIN pass ON pass.seq = pass_photo.pass
            WHERE pass_photo.photo = ? AND pass.state < 4
            """, .blob(name))
        guard users == 0 else { return }
        try remove(name, database)
        let place = try nextPlace(now: now, database)
        try database.execute(
            "UPDATE photo_listing SET size = 0, place = ? WHERE photo = ?", .integer(place), .blob(name))
    }

    /// Places begin at the time in microseconds, so that those of a register that was put back from a backup are still above
    /// every place that a gate has seen.
    private static func nextPlace(now: Int64, _ database: any SQLReading) throws -> Int64 {
        let last = try database.integer("SELECT MAX(place) FROM photo_listing") ?? 0
        return max(last + 1, now.multipliedReportingOverflow(by: 1_000_000).partialValue)
    }

    /// What a port's gates are told after a place, with their places.
    static func listing(
        _ port: String, after place: Int64, limit: Int, _ database: any SQLReading
    ) throws -> [(place: Int64, entry: ListedPhoto)] {
        try database.rows(
            """
            SELECT place, photo, size, expires, digest FROM photo_listing
            WHERE port = ? AND place > ? ORDER BY place LIMIT ?
            """,
            .text(port), .integer(place), .integer(Int64(limit))
        ).map { row in
            (
                try row.integer(0),
                ListedPhoto(
                    name: try row.blob(1), size: try row.integer(2), expires: try row.integer(3),
                    digest: try row.blob(4))
            )
        }
    }

    /// A photo that the gates of a port may have.
    static func sealed(_ name: [UInt8], for port: String, _ database: any SQLReading) throws -> [UInt8]? {
        try database.row(
            """
            SELECT photo.sealed FROM photo JOIN photo_listing ON photo_listing.photo = photo.name
            WHERE photo.name = ? AND photo_listing.port = ? AND photo_listing.size > 0
            """, .blob(name), .text(port))?.blob(0)
    }

    /// Forgets photos whose last pass expired before a time. Gates need not be told: they know when each may go. The newest
    /// place stays, for places only grow.
    static func forget(expiredBefore time: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            """
            DELETE FROM photo WHERE name IN (SELECT photo FROM photo_listing WHERE expires < ?)
                AND NOT EXISTS (
                    SELECT 1 FROM photo_listing WHERE photo_listing.photo = photo.name AND expires >= ?)
            """, .integer(time), .integer(time))
        try database.execute(
            """
            DELETE FROM photo_listing WHERE expires < ? AND place < (SELECT MAX(place) FROM photo_listing)
            """, .integer(time))
    }
}
