import PassCrypto
import SQLStore

/// Pictures of applications in the database, sealed.
enum AttachmentStore {
    /// - Returns: false, with nothing stored, when there is no room.
    static func insert(
        _ attachment: Attachment, sealed: [UInt8], of application: Int64, within limits: AttachmentLimits,
        _ database: any SQLWriting
    ) throws -> Bool {
        guard let volume = try database.row("SELECT count, bytes FROM attachment_volume"),
            try volume.integer(0) < limits.count, try volume.integer(1) + Int64(sealed.count) <= limits.bytes
        else { return false }
        let all = try list(of: application, database)
        guard all.count < limits.perApplication,
            all.count(where: { $0.field == attachment.field }) < limits.perField
        else { return false }
        try database.execute(
            """
            INSERT INTO attachment (id, application, field, size, added_at, is_waiting, sealed)
            VALUES (?, ?, ?, ?, ?, 1, ?)
            """,
            .blob(attachment.id), .integer(application), .text(attachment.field), .integer(Int64(sealed.count)),
            .integer(attachment.addedAt), .blob(sealed))
        try count(1, bytes: Int64(sealed.count), database)
        return true
    }

    /// Those of an application, in the order they came.
    static func list(of application: Int64, _ database: any SQLReading) throws -> [Attachment] {
        try database.rows(
            "SELECT id, field, size, added_at FROM attachment WHERE application = ? ORDER BY added_at, id",
            .integer(application)
        ).map {
            Attachment(id: try $0.blob(0), field: try $0.text(1), size: try $0.integer(2), addedAt: try $0.integer(3))
        }
    }

    static func sealed(_ id: [UInt8], of application: Int64, _ database: any SQLReading) throws -> [UInt8]? {
        try database.row(
            "SELECT sealed FROM attachment WHERE id = ? AND application = ?", .blob(id), .integer(application)
        )?.blob(0)
    }

    /// - Returns: whether there was one.
    static func remove(_ id: [UInt8], of application: Int64, _ database: any SQLWriting) throws -> Bool {
        guard
            let row = try database.row(
                "SELECT size, is_waiting FROM attachment WHERE id = ? AND application = ?", .blob(id),
                .integer(application))
        else { return false }
        try database.execute("DELETE FROM attachment WHERE id = ?", .blob(id))
        if try row.integer(1) == 1 { try count(-1, bytes: -row.integer(0), database) }
        return true
    }

    static func remove(field: String, of application: Int64, _ database: any SQLWriting) throws {
        for attachment in try list(of: application, database) where attachment.field == field {
            _ = try remove(attachment.id, of: application, database)
        }
    }

    static func removeAll(of application: Int64, _ database: any SQLWriting) throws {
        for attachment in try list(of: application, database) {
            _ = try remove(attachment.id, of: application, database)
        }
    }

    /// Those of an application that was decided no longer use up what all those that wait may have.
    static func settle(_ application: Int64, _ database: any SQLWriting) throws {
        guard
            let row = try database.row(
                "SELECT COUNT(*), COALESCE(SUM(size), 0) FROM attachment WHERE application = ? AND is_waiting = 1",
                .integer(application)), try row.integer(0) > 0
        else { return }
        try database.execute("UPDATE attachment SET is_waiting = 0 WHERE application = ?", .integer(application))
        try count(-row.integer(0), bytes: -row.integer(1), database)
    }

    /// Kept as a sum, as it is looked at with every picture that comes.
    private static func count(_ number: Int64, bytes: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE attachment_volume SET count = count + ?, bytes = bytes + ?", .integer(number), .integer(bytes))
    }
}
