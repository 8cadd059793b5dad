import Foundation
import HTTPTypes
import HummingbirdTesting
import PassCrypto
import Register
import ServiceScenes
import ServiceWeb
import Testing

/// A service with its back office, and staff who are signed in, each with a browser's cookie.
struct OfficeScene {
    static let now = SceneRegister.now
    static let password = "blaue Kühe schwimmen hoch"

    var web: WebScene

    init() async throws {
        web = try await WebScene()
        web.officeSite = try WebScene.officeSite.get()
    }

    var register: Register { web.register }

    /// Somebody who is signed in.
    /// - Returns: the session's token.
    func signedIn(_ name: String, _ roles: Set<StaffRole>) async throws -> SessionToken {
        try await signedIn(name, roles, at: Self.now).token
    }

    /// - Returns: the session's token, and the secret of the authenticator app.
    func signedIn(
        _ name: String, _ roles: Set<StaffRole>, at now: Int64
    ) async throws -> (token: SessionToken, secret: [UInt8]) {
        let handle = try #require(StaffHandle(name))
        let email = try #require(Contact(.email, typed: "\(name)@port.example"))
        let invitation = try await register.inviteStaff(
            .init(handle: handle, name: "同仁", email: email, language: .en, roles: roles), by: web.scene.by,
            now: now - 100)
        let joined = try await register.joinStaff(
            code: invitation.code.text, password: Self.password, now: now - 100)
        guard case .setUp(let pending) = joined,
            let enrolment = try await register.staffEnrolment(pending, now: now - 100),
            let secret = Self.secret(enrolment.secret),
            case .done = try await register.confirmStaffEnrolment(
                pending, code: TimeCode.code(secret: secret, step: (now - 100) / 30), now: now - 100)
        else { throw Failed() }
        let first = try await register.signInStaff(email: email, password: Self.password, client: nil, now: now)
        guard case .code(let second) = first,
            case .signedIn(let token) = try await register.signInStaff(
                second, code: TimeCode.code(secret: secret, step: now / 30), client: "test", counted: nil,
                agent: "test", now: now)
        else { throw Failed() }
        return (token, secret)
    }

    struct Failed: Error {}

    static func secret(_ text: String) -> [UInt8]? {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var (bits, count, bytes): (UInt64, Int, [UInt8]) = (0, 0, [])
        for character in text where character != " " {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            bits = bits << 5 | UInt64(value)
            count += 5
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(count)))
            }
        }
        return bytes
    }

    /// What a browser sends that is in a session; nil for one that is in none.
    static func headers(_ token: SessionToken?, isForm: Bool = false) -> HTTPFields {
        var headers: HTTPFields = [.accept: "text/html"]
        if let token { headers[.cookie] = "__Host-portpass-staff=\(token.text)" }
        if isForm {
            headers[.contentType] = "application/x-www-form-urlencoded"
            headers[HTTPField.Name("Sec-Fetch-Site") ?? .accept] = "same-origin"
        }
        return headers
    }

    func formToken(_ token: SessionToken) throws -> String {
        let bytes = try register.formToken(for: Array(token.text.utf8), kind: "staff")
        return Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }
}
