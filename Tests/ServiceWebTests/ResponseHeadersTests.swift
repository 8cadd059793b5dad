import HTTPTypes
import Hummingbird
import HummingbirdTesting
import ServiceWeb
import Testing

@Suite("Headers of every answer")
struct ResponseHeadersTests {
    @Test("Every answer says that its type is not to be guessed")
    func noSniff() async throws {
        let router = Router()
        router.middlewares.add(ResponseHeaders())
        router.get("x") { _, _ in "x" }
        try await Application(router: router).test(.router) { client in
            let response = try await client.executeRequest(uri: "/x", method: .get, headers: [:], body: nil)
            #expect(response.headers[.xContentTypeOptions] == "nosniff")
        }
    }
}
