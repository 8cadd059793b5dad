/// Why the register refused something: one plain sentence that says what to do. Never holds an identity number.
package struct RegisterError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, for code that decides by it. Open: later versions may add codes.
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }

        package static let notFound = Code(rawValue: "not-found")
        package static let unknownReason = Code(rawValue: "unknown-reason")
        package static let impossibleChange = Code(rawValue: "impossible-change")
        package static let wrongKeys = Code(rawValue: "wrong-keys")
        package static let missingKey = Code(rawValue: "missing-key")
        /// A key that gates may not know yet was to sign.
        package static let tooEarly = Code(rawValue: "too-early")
        package static let invalidSeeds = Code(rawValue: "invalid-seeds")
        package static let alreadyExists = Code(rawValue: "already-exists")
        package static let notARegister = Code(rawValue: "not-a-register")
        package static let behindPublished = Code(rawValue: "behind-published")
        package static let selfCheck = Code(rawValue: "self-check")
        package static let invalidArgument = Code(rawValue: "invalid-argument")
        package static let damaged = Code(rawValue: "damaged")
        /// What a gate sent is no message, or says something that cannot be.
        package static let badMessage = Code(rawValue: "bad-message")
        /// A message of nobody that is known: no such gate, another key, another request, another time.
        package static let unknownGate = Code(rawValue: "unknown-gate")
        package static let revokedGate = Code(rawValue: "revoked-gate")
        package static let enrolmentRefused = Code(rawValue: "enrolment-refused")
        package static let foreignRoot = Code(rawValue: "foreign-root")
        /// A journal begins later than its beginning, and nothing of it is here.
        package static let journalGap = Code(rawValue: "journal-gap")
        /// A backup is not what was saved.
        package static let badBackup = Code(rawValue: "bad-backup")
        /// The register was restored and is read-only until that is finished.
        package static let restored = Code(rawValue: "restored")
        /// What is published, and a restored register should take over, is not what it must be.
        package static let badPublic = Code(rawValue: "bad-public")
    }

    package let code: Code
    /// One sentence for a person.
    package let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}

extension RegisterError {
    static func unknownPass(_ text: String) -> RegisterError {
        RegisterError(.notFound, "there is no pass \(text): check the id (16 hexadecimal digits) or the number")
    }

    static func unknownReason(_ reason: String, _ act: String, known: [String]) -> RegisterError {
        RegisterError(
            .unknownReason, "\"\(reason)\" is no reason to \(act): use one of \(known.joined(separator: ", "))")
    }

    static func impossible(_ act: String, _ number: String, _ state: String) -> RegisterError {
        RegisterError(.impossibleChange, "cannot \(act) \(number): it is \(state)")
    }

    static func seeds(_ file: String, _ member: String?, _ problem: String) -> RegisterError {
        RegisterError(.invalidSeeds, "seeds/\(file)\(member.map { ", \($0)" } ?? ""): \(problem)")
    }

    static func badBackup(_ problem: String) -> RegisterError {
        RegisterError(.badBackup, "the backup can't be used: \(problem); take another one")
    }

    static func badPublic(_ problem: String) -> RegisterError {
        RegisterError(.badPublic, "what is published there can't be taken over: \(problem)")
    }

    static let isRestored = RegisterError(
        .restored,
        "this register was restored from a backup and is read-only until portpass restore finish has taken over what is public"
    )

    static func cannotWrite(_ path: String) -> RegisterError {
        RegisterError(.invalidArgument, "\(path) can't be written")
    }

    static func damagedList(_ path: String) -> RegisterError {
        RegisterError(.damaged, "\(path) is no whole list of passwords: import them again, or take it away")
    }

    static func damaged(_ what: String) -> RegisterError {
        RegisterError(.damaged, "the register's database is inconsistent (\(what)): restore a backup")
    }
}

// What gates are told: nothing that a stranger could learn from.
extension RegisterError {
    static func badMessage(_ problem: String) -> RegisterError {
        RegisterError(.badMessage, "the message can't be read: \(problem)")
    }

    static let unknownGate = RegisterError(
        .unknownGate, "no enrolled gate signed this, or not for this request and about this time")

    static let revokedGate = RegisterError(
        .revokedGate, "this gate's enrolment was revoked: enrol it anew with a code of portpass gates enrol")

    static let enrolmentRefused = RegisterError(
        .enrolmentRefused,
        "the code is wrong, was used, has run out or was tried too often: make another with portpass gates enrol")

    static let foreignRoot = RegisterError(
        .foreignRoot, "this kiosk trusts the root of another register: set it up with this register's root")
}
