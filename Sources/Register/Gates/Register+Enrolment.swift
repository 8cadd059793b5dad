import Foundation
import GateMessages
import PassCrypto
import PassFormat
import PassVerify
import SQLStore

extension Register {
    private enum EnrolmentAnswer: Sendable {
        case enrolled
        /// The same kiosk asked again: the answer was lost on its way.
        case already
        case refused(RegisterError)
    }

    /// Makes a kiosk a gate, on the strength of its one-time code.
    /// - Parameter message: the envelope of an `Enrolment`.
    /// - Returns: the gate, and whether this made it one (false when the same was asked before).
    /// - Throws: ``RegisterError`` with code `badMessage`, `enrolmentRefused` or `foreignRoot`.
    package func enrol(_ message: [UInt8], now: Int64) async throws -> (gate: EnrolledGate, isNew: Bool) {
        let enrolment: Enrolment
        do throws(FormatError) {
            let unverified = try UnverifiedMessage<Enrolment>(decoding: message)
            // The key is the kiosk's own: that it signed shows that the kiosk has it, and nothing else yet.
            guard let verified = unverified.verified(by: unverified.claimed.key) else {
                throw .invalid("enrolment", "the key in it did not sign it")
            }
            enrolment = verified
        } catch {
            throw RegisterError.badMessage("\(error)")
        }
        let gate = enrolment.gate.string
        guard seeds.policy.gate(enrolment.gate) != nil else { throw RegisterError.enrolmentRefused }
        let isOurs = rootDigests().contains(enrolment.rootDigest)
        let principal = try Principal("gate:\(gate)")
        let answer = try await engine.write { database in
            try Self.enrol(enrolment, isOurs: isOurs, by: principal, now: now, database)
        }
        if case .refused(let error) = answer { throw error }
        guard let known = try await engine.read({ try GateStore.gate(gate, $0) }) else {
            throw RegisterError.enrolmentRefused
        }
        if case .enrolled = answer {
            // The lists of its port are sealed to it, too.
            changes.notify()
            return (known, true)
        }
        return (known, false)
    }

    /// The transaction: a wrong proof is counted, so a refusal is an answer and not an error, which would undo the counting.
    private static func enrol(
        _ enrolment: Enrolment, isOurs: Bool, by principal: Principal, now: Int64, _ database: any SQLWriting
    ) throws -> EnrolmentAnswer {
        let gate = enrolment.gate.string
        guard let waiting = try EnrolmentCodeStore.waiting(for: gate, database), waiting.expires > now else {
            try EnrolmentCodeStore.remove(gate, database)
            let known = try GateStore.gate(gate, database)
            let isSame =
                known?.revokedAt == nil && known?.publicKey == enrolment.key && known?.boxKey == enrolment.boxKey
            return isSame ? .already : .refused(.enrolmentRefused)
        }
        let proof = try EnrolmentCode.proof(
            ofVerifier: waiting.verifier, key: enrolment.key, boxKey: enrolment.boxKey)
        guard ConstantTime.areEqual(proof, enrolment.proof) else {
            if waiting.failures + 1 < EnrolmentRules.failures {
                try EnrolmentCodeStore.countFailure(of: gate, database)
            } else {
                try EnrolmentCodeStore.remove(gate, database)
                try AuditStore.append([.gateCodeBurnt(gate: gate)], at: now, by: principal, database)
            }
            return .refused(.enrolmentRefused)
        }
        // Told only to who has the code, which stays good: the kiosk is set up anew and asks again.
        guard isOurs else { return .refused(.foreignRoot) }
        let new = EnrolledGate(
            gate: gate, publicKey: enrolment.key, boxKey: enrolment.boxKey, enrolledAt: now,
            invitedBy: waiting.madeBy, revokedAt: nil)
        guard try GateStore.enrol(new, rootDigest: enrolment.rootDigest, database) else {
            return .refused(
                RegisterError(.enrolmentRefused, "this kiosk's key is that of another gate: set it up anew"))
        }
        try EnrolmentCodeStore.remove(gate, database)
        try GateWatchStore.touch(gate, at: now, database)
        try AuditStore.append(
            [
                .gateEnrolled(
                    gate: gate, key: enrolment.key.bytes, boxKey: enrolment.boxKey, invitedBy: waiting.madeBy)
            ], at: now, by: principal, database)
        return .enrolled
    }

    /// The SHA-256 of every root ever published: a kiosk may have been set up with any of them.
    private func rootDigests() -> Set<[UInt8]> {
        var digests: Set<[UInt8]> = []
        var version = 1
        while let data = FileManager.default.contents(atPath: files.root(version)) {
            digests.insert(Hash.sha256([UInt8](data)))
            version += 1
        }
        return digests
    }
}
