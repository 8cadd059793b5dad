/// How a sign-up stands. The raw value is in the database.
package enum SeminarSignUpState: String, Hashable, Sendable, CaseIterable {
    /// Not confirmed, with a place that is held for a day.
    case held
    /// Not confirmed, and there was no place.
    case asked
    /// Confirmed, with a place.
    case placed
    /// Confirmed, and on the waiting list.
    case waiting
    /// Given back.
    case left
    /// Never confirmed.
    case lapsed

    /// Whether it is still anybody's.
    package var isOpen: Bool {
        switch self {
        case .held, .asked, .placed, .waiting: true
        case .left, .lapsed: false
        }
    }
}

/// A sign-up as its link shows it: nothing of who it is.
package struct SeminarSignUp: Hashable, Sendable {
    let seq: Int64
    let id: [UInt8]
    package let seminar: Int64
    package let state: SeminarSignUpState
    package let language: SiteLanguage
    /// How many wait before, from 0; nil for who does not wait.
    package let ahead: Int64?
}

/// Somebody who is signed up, for who prepares the room.
package struct SeminarGuest: Hashable, Sendable {
    /// What the office's page calls them by.
    package let number: Int64
    package let state: SeminarSignUpState
    /// Nil where it was erased.
    package let details: SeminarGuestDetails?
    package let came: Bool
}

/// What came of signing up.
package enum SeminarSigning: Hashable, Sendable {
    /// A mail is on its way, whether there was a sign-up of that address or not.
    case sent
    case refused([Fault])
    case tooMany(retryAfter: Int64)
    /// Nobody may sign up any more.
    case closed
}
