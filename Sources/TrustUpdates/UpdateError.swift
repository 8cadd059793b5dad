import StrictJSON

/// Why an update was refused: a code to act on and one plain sentence for a person.
package struct UpdateError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A stable name of the kind of error. Open: later versions may add codes.
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: String

        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        package static let malformed = Code(rawValue: "malformed")
        package static let threshold = Code(rawValue: "threshold")
        package static let expired = Code(rawValue: "expired")
        package static let rollback = Code(rawValue: "rollback")
        package static let versionMismatch = Code(rawValue: "version-mismatch")
        package static let hashMismatch = Code(rawValue: "hash-mismatch")
        package static let tooLarge = Code(rawValue: "too-large")
        package static let notFound = Code(rawValue: "not-found")
        package static let fetchFailed = Code(rawValue: "fetch-failed")
        package static let noSuchTarget = Code(rawValue: "no-such-target")
        package static let tooManyDelegations = Code(rawValue: "too-many-delegations")
        package static let tooMuchWork = Code(rawValue: "too-much-work")
        package static let unsafePath = Code(rawValue: "unsafe-path")
        package static let noTrustedRoot = Code(rawValue: "no-trusted-root")
        package static let storage = Code(rawValue: "storage")
    }

    package let code: Code
    package let description: String

    private init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    /// Bytes that are not the metadata they should be.
    package static func malformed(_ reason: String) -> UpdateError {
        UpdateError(.malformed, reason)
    }

    /// The same error about one file.
    func about(_ subject: String) -> UpdateError {
        UpdateError(code, "\(subject): \(description)")
    }

    /// Too few of the keys that must sign did sign (an arbitrary software attack, or keys that were changed).
    static func threshold(_ role: ExactText, found: Int, needed: Int) -> UpdateError {
        UpdateError(
            .threshold, "\(role.quoted) metadata has \(found) good signatures of the \(needed) that are needed")
    }

    /// The file ended its life at `expires` or earlier (a freeze attack, or a repository nobody signs any more).
    static func expired(_ role: ExactText, at expires: Int64, now: Int64) -> UpdateError {
        UpdateError(
            .expired,
            "\(role.quoted) metadata expired at \(MetadataTime.format(expires)); it is now \(MetadataTime.format(now))")
    }

    /// Something older than what is trusted already.
    static func rollback(_ reason: String) -> UpdateError {
        UpdateError(.rollback, reason)
    }

    /// A file holds another version than the one it was fetched as.
    static func versionMismatch(_ role: ExactText, found: Int, expected: Int) -> UpdateError {
        UpdateError(.versionMismatch, "\(role.quoted) metadata has version \(found), not \(expected)")
    }

    /// A file is not the one whose length and hashes were signed.
    static func hashMismatch(_ name: String) -> UpdateError {
        UpdateError(.hashMismatch, "\(name) does not have the length and hashes that were signed")
    }

    /// More bytes than may be (an endless-data attack).
    static func tooLarge(_ name: String, limit: Int) -> UpdateError {
        UpdateError(.tooLarge, "\(name) is larger than the \(limit) bytes that are allowed")
    }

    /// The repository does not have the file.
    static func notFound(_ name: String) -> UpdateError {
        UpdateError(.notFound, "\(name) is not in the repository")
    }

    /// The file could not be fetched; `reason` says why.
    static func fetchFailed(_ name: String, _ reason: String) -> UpdateError {
        UpdateError(.fetchFailed, "\(name) could not be fetched: \(reason)")
    }

    /// No role that may do so lists the target.
    static func noSuchTarget(_ path: ExactText) -> UpdateError {
        UpdateError(.noSuchTarget, "no role lists the target \(path.quoted) for this path")
    }

    /// The repository delegates to more roles than a client looks at.
    static func tooManyDelegations(limit: Int) -> UpdateError {
        UpdateError(.tooManyDelegations, "the repository has more than \(limit) delegated roles")
    }

    /// Delegations with so many or so long patterns that finding out who speaks for what would take too long.
    static let tooMuchWork = UpdateError(
        .tooMuchWork, "the repository's delegations have too many patterns, or too long ones, for its many targets")

    /// A name that could lead out of the repository or can't be a file name.
    static func unsafePath(_ path: ExactText) -> UpdateError {
        UpdateError(.unsafePath, "\(path.quoted) is no name for a file of a repository")
    }

    /// There is nothing to begin from.
    static func noTrustedRoot(_ directory: String, _ reason: String) -> UpdateError {
        UpdateError(
            .noTrustedRoot,
            "there is no usable root.json in \(directory) (\(reason)); run init again with a root you trust")
    }

    /// Reading or writing our own files failed.
    static func storage(_ reason: String) -> UpdateError {
        UpdateError(.storage, reason)
    }
}
