internal import GateMessages
internal import PassCrypto
internal import PassFormat
internal import StrictJSON
internal import WebClient

/// Signs what a gate asks without a body: the service sees who asks, and for what.
struct RequestSigner: Sendable {
    let gate: WireText
    let identity: GateIdentity

    /// - Parameters:
    ///   - path: with its query, and without the `/` at its beginning.
    ///   - now: seconds since 1970.
    func request(_ path: String, at address: WebAddress, now: Int64) throws -> HTTPRequest {
        let request = GateRequest(gate: gate, method: "GET", path: WireText("/" + path), time: now)
        let token = Base64URL.encode(try identity.signer.envelope(request))
        return HTTPRequest(
            address: address.base + path,
            fields: [HTTPRequest.Field("Authorization", "PortPass-Gate " + String(decoding: token, as: UTF8.self))],
            followsRedirects: false)
    }
}
