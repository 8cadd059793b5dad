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
    /// The last characters of an identity document's number.
    package static let hint = 1...6
    package static let headcount: ClosedRange<Int64> = 0...100_000
    /// Visitor cards of one stocking.
    package static let cards: ClosedRange<Int64> = 1...1_000
    /// Scans of one tray.
    package static let tray = 1...16
    /// An assembly point.
    package static let assemblyPlace = 1...64
    /// Of a hand-over: how many counts, how long their names, how large each.
    package static let counts = 64
    package static let countName = 1...32
    package static let count: ClosedRange<Int64> = 0...1 << 50
    /// A checkpoint of the audit log, a signed note.
    package static let checkpoint = 1...1_024
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
