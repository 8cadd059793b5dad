/// Posts forms to a web server: each once, to where it is sent and nowhere else.
package struct WebForm: Sendable {
    private let connection: WebConnection
    private let agent: String

    package init(timing: HTTPTiming, agent: String) {
        connection = WebConnection(timing: timing)
        self.agent = agent
    }

    /// - Parameters:
    ///   - body: of type `application/x-www-form-urlencoded`.
    ///   - limit: the most bytes of a reply.
    /// - Throws: ``WebFailure`` without a whole reply: whether the form was taken is not known then.
    package func post(_ body: [UInt8], to address: String, limit: Int) async throws -> (status: Int, body: [UInt8]) {
        let request = HTTPRequest(
            address: address,
            fields: [
                HTTPRequest.Field("Content-Type", "application/x-www-form-urlencoded"), HTTPRequest.Field("Expect", ""),
            ], body: body, followsRedirects: false, agent: agent)
        let reply = try await connection.perform(request, limit: limit)
        guard !reply.isTooLarge else { throw WebFailure("the reply is larger than it may be") }
        return (reply.status, reply.bytes)
    }
}
