import PassCrypto
import Register
import StrictJSON
import Synchronization

/// What is known of who asks for a page of the back office, for the time of one request.
final class OfficeSession: Sendable {
    /// A session's token. Not sent along from other sites, nor by links from them.
    static let cookie: StaticString = "__Host-portpass-staff"
    /// What the form is bound to with which somebody signs in.
    static let guestCookie: StaticString = "__Host-portpass-staff-form"

    private struct State {
        var token: SessionToken?
        var guest: [UInt8]?
        /// Nil until it was looked up.
        var duty: StaffOnDuty??
        var cookies: [String] = []
    }

    private let register: Register
    private let random: RandomSource
    private let now: Int64
    private let state: Mutex<State>

    init(register: Register, random: RandomSource, now: Int64, token: SessionToken?, guest: [UInt8]?) {
        self.register = register
        self.random = random
        self.now = now
        state = Mutex(State(token: token, guest: guest))
    }

    /// Who is signed in; nil for nobody.
    func duty() async throws -> StaffOnDuty? {
        let (known, token) = state.withLock { ($0.duty, $0.token) }
        if let known { return known }
        guard let token else { return nil }
        let duty = try await register.staffOnDuty(token, now: now)
        state.withLock { $0.duty = .some(duty) }
        return duty
    }

    /// Signed in: under a token that nobody knew before.
    func begin(_ token: SessionToken) {
        state.withLock { state in
            state.token = token
            state.duty = nil
            state.guest = nil
            state.cookies = [
                Self.field(Self.cookie, token.text), Self.field(Self.guestCookie, "", lifetime: 0),
            ]
        }
    }

    /// Forgets it in this browser.
    func end() {
        state.withLock { state in
            state.token = nil
            state.duty = .some(nil)
            state.cookies = [Self.field(Self.cookie, "", lifetime: 0)]
        }
    }

    /// A second factor was given: what is known of the session is looked up anew.
    func forgetDuty() { state.withLock { $0.duty = nil } }

    /// What every form brings along in its field `csrf`: bound to the session, or else to a cookie made for it.
    var formToken: String {
        get throws {
            let (token, kept) = state.withLock { ($0.token, $0.guest) }
            if token == nil, kept == nil {
                let made = random.bytes(SessionToken.byteCount)
                state.withLock { state in
                    state.guest = made
                    state.cookies.append(
                        Self.field(Self.guestCookie, String(decoding: Base64URL.encode(made), as: UTF8.self)))
                }
            }
            return String(decoding: Base64URL.encode(try expected() ?? []), as: UTF8.self)
        }
    }

    /// - Throws: ``Problem/refusedForm``.
    func check(formToken text: String) throws {
        guard let expected = try expected(), let given = Base64URL.decode(Array(text.utf8)),
            ConstantTime.areEqual(given, expected)
        else { throw Problem.refusedForm }
    }

    private func expected() throws -> [UInt8]? {
        let (token, guest) = state.withLock { ($0.token, $0.guest) }
        if let token { return try register.formToken(for: Array(token.text.utf8), kind: "staff") }
        return try guest.map { try register.formToken(for: $0, kind: "staff-guest") }
    }

    /// What the browser is to be told, as values of `Set-Cookie`.
    var cookies: [String] { state.withLock { $0.cookies } }

    private static func field(_ name: StaticString, _ value: String, lifetime: Int64? = nil) -> String {
        "\(name)=\(value); Path=/; Secure; HttpOnly; SameSite=Strict\(lifetime.map { "; Max-Age=\($0)" } ?? "")"
    }
}
