import PassCrypto
import Register
import Testing

/// A register whose passwords cost nothing to look at, and staff in it who have signed in.
struct StaffScene {
    static let now = ScratchRegister.now
    static let password = "blaue Kühe schwimmen hoch"

    let company: CompanyScene

    init(_ rules: [(String, String)] = []) async throws { company = try await CompanyScene(rules) }

    var register: Register { company.register }
    var by: Principal { company.scratch.by }

    func invite(_ name: String, _ roles: Set<StaffRole>) async throws -> Register.StaffInvitation {
        let handle = try #require(StaffHandle(name))
        return try await register.inviteStaff(
            .init(
                handle: handle, name: "同仁\(name)", email: try #require(Contact(typed: "\(name)@port.example")),
                language: .zhHant, roles: roles),
            by: by, now: Self.now)
    }

    /// Somebody with a password and an app, and the app's secret.
    func join(_ name: String, _ roles: Set<StaffRole>) async throws -> (handle: StaffHandle, secret: [UInt8]) {
        let invitation = try await invite(name, roles)
        return (try #require(StaffHandle(name)), try await takeUp(invitation))
    }

    func takeUp(_ invitation: Register.StaffInvitation) async throws -> [UInt8] {
        let joined = try await register.joinStaff(
            code: invitation.code.text, password: Self.password, now: Self.now)
        guard case .setUp(let pending) = joined else { throw CompanyScene.Unexpected("\(joined)") }
        let enrolment = try #require(try await register.staffEnrolment(pending, now: Self.now))
        let secret = try #require(Base32Text.decoded(enrolment.secret))
        let done = try await register.confirmStaffEnrolment(
            pending, code: TimeCode.code(secret: secret, step: Self.now / 30), now: Self.now)
        guard case .done(let codes) = done, codes.count == RecoveryCode.count else {
            throw CompanyScene.Unexpected("\(done)")
        }
        return secret
    }

    /// - Parameter later: seconds; a code of an app is good once.
    func signIn(_ name: String, _ secret: [UInt8], later: Int64 = 60) async throws -> SessionToken {
        let now = Self.now + later
        let answer = try await register.signInStaff(
            email: Contact(typed: "\(name)@port.example"), password: Self.password, client: nil, now: now)
        guard case .code(let pending) = answer else { throw CompanyScene.Unexpected("\(answer)") }
        let second = try await register.signInStaff(
            pending, code: TimeCode.code(secret: secret, step: now / 30), client: "192.0.2.1", counted: nil,
            agent: "test",
            now: now)
        guard case .signedIn(let token) = second else { throw CompanyScene.Unexpected("\(second)") }
        return token
    }
}
