/// What stopped the repository writer: a code to act on and one sentence that says what to do.
package struct RepositoryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A stable name of the kind of error. Open: later versions may add codes.
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: String

        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        package static let alreadyInitialised = Code(rawValue: "already-initialised")
        package static let notInitialised = Code(rawValue: "not-initialised")
        package static let invalidTargetName = Code(rawValue: "invalid-target-name")
        package static let invalidKeys = Code(rawValue: "invalid-keys")
        package static let wrongSigner = Code(rawValue: "wrong-signer")
        package static let missingSigner = Code(rawValue: "missing-signer")
        package static let signatureRefused = Code(rawValue: "signature-refused")
        package static let invalidRoot = Code(rawValue: "invalid-root")
        package static let damaged = Code(rawValue: "damaged")
        package static let incomplete = Code(rawValue: "incomplete")
        package static let clockBehind = Code(rawValue: "clock-behind")
        package static let timeOutOfRange = Code(rawValue: "time-out-of-range")
        package static let rootExpired = Code(rawValue: "root-expired")
        package static let rootMissing = Code(rawValue: "root-missing")
        package static let versionsExhausted = Code(rawValue: "versions-exhausted")
        package static let tooLarge = Code(rawValue: "too-large")
        package static let fileSystem = Code(rawValue: "file-system")
        package static let selfCheck = Code(rawValue: "self-check")
    }

    package let code: Code
    package let description: String

    private init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    /// `initialise` was asked for where there is a root already.
    package static func alreadyInitialised(_ directory: String) -> RepositoryError {
        RepositoryError(
            .alreadyInitialised,
            "\(directory) already has a root; use it, or choose another folder for a new repository")
    }

    /// There is no root yet.
    package static func notInitialised(_ directory: String) -> RepositoryError {
        RepositoryError(.notInitialised, "\(directory)/metadata has no 1.root.json; make the repository's root first")
    }

    /// A target's name is not one that every client and file system reads the same way.
    package static func invalidTargetName(_ name: String, _ rule: StaticString) -> RepositoryError {
        RepositoryError(.invalidTargetName, "\(shown(name)) cannot be the name of a target: \(rule)")
    }

    /// Keys or a threshold that no root may have.
    package static func invalidKeys(_ role: RepositoryRole, _ rule: StaticString) -> RepositoryError {
        RepositoryError(.invalidKeys, "the keys of the role \(role.rawValue) cannot be used: \(rule)")
    }

    /// The signing key at hand is not the one that the repository names for the role.
    package static func wrongSigner(_ role: RepositoryRole) -> RepositoryError {
        RepositoryError(
            .wrongSigner,
            "the \(role.rawValue) key at hand is not one the repository trusts; use the right key file, or rotate the key"
        )
    }

    /// The role must be signed again and nobody here can.
    package static func missingSigner(_ role: RepositoryRole) -> RepositoryError {
        RepositoryError(
            .missingSigner, "the change needs the \(role.rawValue) key, which is not at hand; start with that key")
    }

    /// A signer failed, or gave a signature that its own public key refuses.
    package static func signatureRefused(_ role: RepositoryRole, _ detail: String) -> RepositoryError {
        RepositoryError(
            .signatureRefused, "signing as \(role.rawValue) failed: \(detail); check the key and sign again")
    }

    /// A root that was made elsewhere does not follow the current one.
    package static func invalidRoot(_ detail: String) -> RepositoryError {
        RepositoryError(.invalidRoot, "this root cannot be installed: \(detail); make and sign it again")
    }

    /// A root on disk is not what was written.
    package static func damagedRoot(_ file: String, _ detail: String) -> RepositoryError {
        RepositoryError(
            .damaged,
            "\(file) is damaged (\(detail)); restore it from a backup or from any public copy of the repository")
    }

    /// Any other metadata on disk is not what was written. All of it can be made anew.
    package static func damaged(_ file: String, _ detail: String) -> RepositoryError {
        RepositoryError(
            .damaged,
            "\(file) is damaged (\(detail)); remove metadata/timestamp.json and publish everything again, "
                + "which writes all but the roots anew under higher versions")
    }

    /// Changes were given where nothing that can be trusted is published that they could change.
    package static func incomplete(_ reason: String) -> RepositoryError {
        RepositoryError(.incomplete, "\(reason); publish the whole set of files once")
    }

    /// The clock is well behind the last publication.
    package static func clockBehind(now: String, issued: String) -> RepositoryError {
        RepositoryError(
            .clockBehind,
            "the clock says \(now) but the repository was last issued at \(issued); set the clock, "
                + "or rotate the timestamp key if it was wrong then")
    }

    /// A time that RFC 3339 can't write.
    package static func timeOutOfRange(_ seconds: Int64) -> RepositoryError {
        RepositoryError(.timeOutOfRange, "\(seconds) is not a time between 1970 and 9998; set the clock")
    }

    /// No client accepts anything under an expired root.
    package static func rootExpired(_ date: String) -> RepositoryError {
        RepositoryError(
            .rootExpired,
            "the root expired at \(date) and no gate accepts anything under it; sign and install a new root")
    }

    /// The register knows of a later root than the folder holds.
    package static func rootMissing(found: Int, published: Int) -> RepositoryError {
        RepositoryError(
            .rootMissing,
            "the folder ends at root version \(found) but version \(published) was published; "
                + "restore the missing N.root.json files from a backup or from any public copy of the repository")
    }

    /// The next version number would not fit.
    package static func versionsExhausted(_ role: RepositoryRole) -> RepositoryError {
        RepositoryError(
            .versionsExhausted, "the role \(role.rawValue) has no version numbers left; make a new repository")
    }

    /// A file would be larger than clients are willing to read.
    package static func tooLarge(_ file: String, bytes: Int, limit: Int) -> RepositoryError {
        RepositoryError(
            .tooLarge,
            "\(shown(file)) would have \(bytes) bytes, and clients read at most \(limit); publish fewer or "
                + "smaller files")
    }

    /// The operating system refused an operation.
    package static func fileSystem(_ action: StaticString, _ path: String, _ reason: String) -> RepositoryError {
        RepositoryError(
            .fileSystem,
            "cannot \(action) \(path): \(reason); what was published before stays valid: repair that and "
                + "publish again")
    }

    /// What was just written does not verify. The timestamp was not moved.
    package static func selfCheck(_ detail: String) -> RepositoryError {
        RepositoryError(
            .selfCheck,
            "the new metadata did not pass its own check (\(detail)); nothing was published: "
                + "check the disk and publish again")
    }

    /// Text from outside on one line: control characters escaped, cut after 80 characters.
    private static func shown(_ text: String) -> String {
        var output = "\""
        for (position, scalar) in text.unicodeScalars.enumerated() {
            guard position < 80 else { return output + "…\"" }
            output += scalar.escaped(asASCII: false)
        }
        return output + "\""
    }
}
