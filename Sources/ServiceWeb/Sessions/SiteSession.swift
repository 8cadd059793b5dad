import PassCrypto
import Register
import StrictJSON
import Synchronization

/// What the site knows of who asks, for the time of one request.
///
/// Lazy: nothing is read before somebody asks for it, and no row and no cookie is made for who only reads.
final class SiteSession: Sendable {
    private static let day: Int64 = 86_400

    private struct State {
        /// From the cookie, or made since.
        var token: SessionToken?
        /// What forms are bound to where there is no token.
        var guest: [UInt8]?
        /// Nil until it was looked up.
        var found: WebSession??
        var cookies: [String] = []
        var isFormChecked = false
        var isTurnedAway = false
    }

    private let register: Register
    private let random: RandomSource
    /// Seconds since 1970.
    private let now: Int64
    private let state: Mutex<State>

    /// - Parameters:
    ///   - token: from the cookie, whatever it is worth.
    ///   - guest: likewise.
    init(register: Register, random: RandomSource, now: Int64, token: SessionToken?, guest: [UInt8]?) {
        self.register = register
        self.random = random
        self.now = now
        state = Mutex(State(token: token, guest: guest))
    }

    /// The session that the browser is in; nil for none, or one that is over.
    func current() async throws -> WebSession? {
        let (known, token) = state.withLock { ($0.found, $0.token) }
        if let known { return known }
        guard let token else { return nil }
        let found = try await register.session(token, now: now)
        state.withLock { state in
            guard state.token == token else { return }
            state.found = .some(found)
            // One that lasts over days goes on for as long as it is used; the browser is told of it once a day.
            if let found, found.idle > Self.day, now - found.seenAt >= Self.day {
                state.cookies = [SiteCookie.field(SiteCookie.session, token.text, lifetime: found.idle)]
            }
        }
        return found
    }

    /// Whether something was proved in this session.
    func has(_ grant: SessionGrant) async throws -> Bool { try await current()?.has(grant) ?? false }

    /// Notes that something was proved. The session, or a new one, goes on under another token.
    /// - Parameter origin: where from, of an account.
    func grant(_ grant: SessionGrant, limits: SessionLimits, origin: SessionOrigin? = nil) async throws {
        let old = state.withLock { $0.token }
        let token = try await register.grant(grant, to: old, limits: limits, origin: origin, now: now)
        try await adopt(token)
    }

    /// Begins a session in which nothing is proved yet, unless there is one.
    func start(limits: SessionLimits) async throws {
        guard try await current() == nil else { return }
        try await adopt(try await register.startSession(limits: limits, now: now))
    }

    /// Ends the session, on the other side too.
    func end() async throws {
        if let token = state.withLock({ $0.token }) { try await register.endSession(token) }
        state.withLock { state in
            state.token = nil
            state.found = .some(nil)
            state.cookies = [SiteCookie.field(SiteCookie.session, "", lifetime: 0)]
        }
    }

    private func adopt(_ token: SessionToken) async throws {
        let found = try await register.session(token, now: now)
        let idle = found?.idle ?? 0
        state.withLock { state in
            state.token = token
            state.found = .some(found)
            state.cookies = [
                SiteCookie.field(SiteCookie.session, token.text, lifetime: idle > Self.day ? idle : nil)
            ]
        }
    }

    // MARK: Forms

    /// What every form of the site brings along in its field `csrf`: bound to the session, or else to a cookie made for it.
    var formToken: String {
        get throws {
            let (token, kept) = state.withLock { ($0.token, $0.guest) }
            if token == nil, kept == nil {
                let made = random.bytes(SessionToken.byteCount)
                state.withLock { state in
                    state.guest = made
                    state.cookies.append(
                        SiteCookie.field(SiteCookie.form, String(decoding: Base64URL.encode(made), as: UTF8.self)))
                }
            }
            return String(decoding: Base64URL.encode(try expected() ?? []), as: UTF8.self)
        }
    }

    /// Looks at what a form brought along.
    /// - Throws: ``Problem/refusedForm``.
    func check(formToken text: String) throws {
        guard let expected = try expected(), let given = Base64URL.decode(Array(text.utf8)),
            ConstantTime.areEqual(given, expected)
        else { throw Problem.refusedForm }
        state.withLock { $0.isFormChecked = true }
    }

    private func expected() throws -> [UInt8]? {
        let (token, guest) = state.withLock { ($0.token, $0.guest) }
        if let token { return try register.formToken(for: Array(token.text.utf8), kind: "session") }
        return try guest.map { try register.formToken(for: $0, kind: "guest") }
    }

    /// Whether a form's token was looked at, and found good.
    var isFormChecked: Bool { state.withLock { $0.isFormChecked } }

    /// Whether a form was left unread and nothing was done.
    var isTurnedAway: Bool { state.withLock { $0.isTurnedAway } }

    /// Says so: who sent it has to go elsewhere first, or did what it asks before.
    func turnAway() { state.withLock { $0.isTurnedAway = true } }

    /// What the browser is to be told, as values of `Set-Cookie`.
    var cookies: [String] { state.withLock { $0.cookies } }
}
