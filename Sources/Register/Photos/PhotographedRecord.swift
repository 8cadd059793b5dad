package import PassCrypto

/// A record and the photo that came along with it.
package struct PhotographedRecord: Sendable {
    /// One JSON object, without the member that named the photo.
    package let json: [UInt8]
    package let photo: PhotoCipher.SealedPhoto?

    package init(json: [UInt8], photo: PhotoCipher.SealedPhoto?) {
        self.json = json
        self.photo = photo
    }

    /// For whoever takes no photos.
    package static let none: PhotoTaking = { .success(PhotographedRecord(json: $0, photo: nil)) }
}

/// Takes the photo that a record names out of it: looked at, cleaned and sealed before any transaction begins.
package typealias PhotoTaking = @Sendable (_ record: [UInt8]) async -> Result<PhotographedRecord, RecordRefusal>
