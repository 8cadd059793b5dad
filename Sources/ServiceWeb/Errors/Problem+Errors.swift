import HTTPTypes
import Hummingbird
import NIOCore
import Register
import SQLStore

extension Problem {
    /// What a client is told of any error.
    /// - Returns: the problem, and whether the error belongs into the log.
    static func problem(for error: any Error) -> (problem: Problem, isLogged: Bool) {
        switch error {
        case let problem as Problem: (problem, false)
        case let error as RegisterError: register(error)
        // A full disk passes, a broken one is mended: nothing was stored, so the client is to come again.
        case is StoreError:
            (
                Problem(
                    .serviceUnavailable, "not-stored", "the service can't store anything now: try again later",
                    retryAfter: 30), true
            )
        case is NIOTooManyBytesError: (.tooLarge, false)
        case let error as HTTPError where error.status == .notFound: (.notFound, false)
        case let error as HTTPError where error.status.kind == .clientError:
            (Problem(error.status, "refused", "the request was refused"), false)
        default: (.internalError, true)
        }
    }

    private static func register(_ error: RegisterError) -> (Problem, Bool) {
        let status: HTTPResponse.Status
        switch error.code {
        case .badMessage, .unknownReason, .invalidArgument: status = .badRequest
        case .unknownGate: status = .unauthorized
        case .revokedGate, .enrolmentRefused, .denied: status = .forbidden
        case .foreignRoot, .journalGap, .impossibleChange, .alreadyExists: status = .conflict
        case .notFound: status = .notFound
        case .busy:
            return (Problem(.serviceUnavailable, "busy", error.description, retryAfter: 1), false)
        case .missingKey:
            let problem = Problem(
                .serviceUnavailable, "no-key", "the service can't sign answers now: try again later", retryAfter: 60)
            return (problem, true)
        default: return (.internalError, true)
        }
        return (Problem(status, error.code.rawValue, error.description), false)
    }
}
