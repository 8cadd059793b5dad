/// What becomes of an attempt to sign in. Whether there is such an account is told by none of these.
package enum SignInAnswer: Hashable, Sendable {
    case signedIn(AccountID)
    /// The password was right, and something else is asked for.
    case secondFactor(PendingSignIn, SecondFactorKind)
    /// Address or password is wrong.
    case refused
    /// In so many seconds there may be another attempt.
    case tooMany(retryAfter: Int64)
    /// More are signing in than can be looked at.
    case busy
}

/// What proves a second thing.
package enum SecondFactorKind: Hashable, Sendable {
    /// A code of the authenticator app, or a recovery code.
    case timeCode
    /// A code that is sent to this address.
    case message(Contact)
}

/// What was given for it.
package enum SecondFactor: Sendable {
    /// Of the app, or one for recovery: as typed.
    case code(String)
    /// A code that was sent was proved just now to have come to this contact.
    case message(Contact)
}

/// What a second factor led to.
package enum SecondFactorAnswer: Hashable, Sendable {
    case signedIn(AccountID)
    case wrong(triesLeft: Int64)
    /// It took too long, or was wrong too often: begin with the password.
    case over
    case tooMany(retryAfter: Int64)
}
