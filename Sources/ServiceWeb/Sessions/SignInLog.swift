import Hummingbird
import Logging
import Register

/// Notes in the log what came of each attempt to sign in: at which door, by which factor, and from where, as the service sees it.
/// Neither the address nor what was typed: the one says who has an account here, and people type passwords into the wrong field.
struct SignInLog {
    enum Factor: String {
        case password
        /// Of the app, of a message, or one for recovery.
        case code
    }

    enum Outcome: String {
        case taken, refused, busy
        case tooMany = "refused after too many"
    }

    private let door: Register.Door
    private let context: ServiceContext

    init(door: Register.Door, _ context: ServiceContext) {
        self.door = door
        self.context = context
    }

    func note(_ factor: Factor, _ outcome: Outcome) {
        let place = door == .staff ? "the back office" : "a company's pages"
        let line = "signing in to \(place): \(factor.rawValue) \(outcome.rawValue), from \(context.client)"
        if outcome == .taken { context.logger.notice("\(line)") } else { context.logger.warning("\(line)") }
    }
}
