import SQLStore

/// A request of a program that changes something.
package struct ProgramCall: Sendable {
    package let holder: TokenHolder
    /// The keyed hash of the key under which its answer is kept; nil for one without.
    let key: [UInt8]?
    /// The keyed hash of what is asked for: the same key with something else is refused.
    let request: [UInt8]
}

/// What a program was answered, as it is kept for the same request coming again.
package struct ProgramAnswer: Hashable, Sendable {
    package let status: Int
    /// The address of what was made.
    package let location: String?
    /// JSON, in which nothing is of a person.
    package let body: [UInt8]

    package init(status: Int, location: String? = nil, body: [UInt8]) {
        self.status = status
        self.location = location
        self.body = body
    }
}

/// What is kept under a request's key.
package enum KeptAnswer: Hashable, Sendable {
    case none
    case known(ProgramAnswer)
    /// The key came with another request before.
    case otherRequest
}

/// What a program did, as the audit log names it.
enum ProgramAct: String, Hashable, Sendable, CaseIterable {
    case start, change, submit, attach, release, expect
}

extension ProgramCall {
    /// Notes in the transaction of an act that a program did it, and keeps its answer.
    func note(
        _ act: ProgramAct, _ answer: ProgramAnswer, at now: Int64, _ database: any SQLWriting
    ) throws {
        if let key {
            try TokenAnswerStore.forget(before: now - Register.answersKept, database)
            guard
                try TokenAnswerStore.insert(answer, under: key, for: request, of: holder.seq, at: now, database)
            else { throw RegisterError.changedMeanwhile }
        }
        try note(act, at: now, database)
    }

    func note(_ act: ProgramAct, at now: Int64, _ database: any SQLWriting) throws {
        // It may have been taken back since it was looked at.
        guard try TokenStore.isGood(holder.seq, at: now, database) else { throw RegisterError.denied }
        try AuditStore.append(
            [.company(.programActed(holder.company, holder.token, act))], at: now, by: holder.account.principal,
            database)
    }
}
