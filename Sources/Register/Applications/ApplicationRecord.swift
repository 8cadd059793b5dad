import PassCrypto
import StrictJSON

/// The record in an application, as `issue` takes it.
enum ApplicationRecord {
    /// What is sealed is padded to a multiple of this many bytes, so that a length does not tell one person from another.
    private static let block = 256

    /// The record, unless the applicant names what is not theirs to name.
    static func checked(_ bytes: [UInt8]) throws(RecordRefusal) -> PassRecord {
        let record = try RecordDecoder.decode(bytes)
        guard record.reference == nil else {
            throw RecordRefusal([
                FieldProblem("reference", "not-for-application", "the register gives an application its reference")
            ])
        }
        guard record.photoSecret == nil else {
            throw RecordRefusal([
                FieldProblem("photoSecret", "not-for-application", "the register makes it from the photo")
            ])
        }
        return record
    }

    /// The record with the secret of its photo: as long as it waits, this is where the secret is kept, sealed like the rest.
    static func photographed(_ bytes: [UInt8], secret: [UInt8]) throws -> [UInt8] {
        guard case .object(var record) = try JSONReader.read(bytes) else {
            throw RegisterError.damaged("an application's record")
        }
        record["photoSecret"] = .text(Hex.encode(secret))
        return JSONWriter.compact(.object(record))
    }

    /// The record without its photo, which is gone.
    static func unphotographed(_ bytes: [UInt8]) throws -> [UInt8] {
        guard case .object(var record) = try JSONReader.read(bytes) else {
            throw RegisterError.damaged("an application's record")
        }
        record["photoSecret"] = nil
        return JSONWriter.compact(.object(record))
    }

    /// The name of the photo that came along; nil without one.
    static func photoName(in bytes: [UInt8]) throws -> [UInt8]? {
        try RecordDecoder.decode(bytes).photoSecret.map { try PhotoCipher.nameBytes(secret: $0) }
    }

    /// White space at the end, which JSON allows (RFC 8259 section 2).
    static func padded(_ bytes: [UInt8]) -> [UInt8] {
        bytes + [UInt8](repeating: UInt8(ascii: " "), count: (block - bytes.count % block) % block)
    }

    /// The record with the reference under which its pass is issued.
    static func referring(_ bytes: [UInt8], to id: ApplicationID) throws -> [UInt8] {
        guard case .object(var record) = try JSONReader.read(bytes) else {
            throw RegisterError.damaged("an application's record")
        }
        record["reference"] = .text(id.reference)
        return JSONWriter.compact(.object(record))
    }
}
