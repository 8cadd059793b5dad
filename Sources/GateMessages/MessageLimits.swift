/// The limits of what gates and service say to each other. Lengths of text are bytes of UTF-8.
package enum MessageLimits {
    package static let gate = 1...32
    package static let port = 5...5
    /// A guard's or supervisor's sign-in name.
    package static let person = 1...64
    package static let note = 1...400
    package static let program = 1...64
    package static let reasons = 40
    package static let reason = 1...32
    package static let alarm = 1...32
    package static let digest = 32
    package static let codeDigest = 8
    package static let boot = 16
    /// One record, encoded.
    package static let record = 4_096
    /// Records of one batch.
    package static let batch = 500
    /// Entries of one answer of the presence feed.
    package static let presence = 2_000
    /// Entries of one answer of the photo listing.
    package static let photos = 1_000
    package static let photoName = 16
    /// Bytes of one sealed photo.
    package static let photo = 300_000
}
