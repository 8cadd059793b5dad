import Testing
import WebClient

@Suite("Addresses of the public net")
struct PublicAddressTests {
    @Test(
        "are those that everybody reaches",
        arguments: [
            [1, 1, 1, 1], [8, 8, 8, 8], [172, 15, 0, 1], [172, 32, 0, 1], [100, 63, 0, 1], [192, 169, 0, 1],
            [223, 255, 255, 254],
        ]
            as [[UInt8]])
    func good(bytes: [UInt8]) { #expect(PublicAddress.isPublic(bytes)) }

    @Test(
        "are none of this machine, of a private network, of a link, of nobody",
        arguments: [
            [0, 0, 0, 0], [10, 1, 2, 3], [100, 64, 0, 1], [100, 127, 255, 255], [127, 0, 0, 1], [127, 255, 255, 255],
            [169, 254, 169, 254],
            [172, 16, 0, 1], [172, 31, 255, 255], [192, 0, 0, 1], [192, 0, 2, 1], [192, 88, 99, 1], [192, 168, 0, 1],
            [198, 18, 0, 1],
            [198, 51, 100, 1], [203, 0, 113, 1], [224, 0, 0, 1], [255, 255, 255, 255], [], [1, 2, 3],
        ] as [[UInt8]])
    func bad(bytes: [UInt8]) { #expect(!PublicAddress.isPublic(bytes)) }

    private static func long(_ start: [UInt8], _ end: [UInt8] = []) -> [UInt8] {
        start + [UInt8](repeating: 0, count: 16 - start.count - end.count) + end
    }

    @Test("of sixteen bytes are 2000::/3, without what stands for an address of four")
    func long() {
        #expect(PublicAddress.isPublic(Self.long([0x24, 0x04, 0x68, 0], [1])))
        #expect(PublicAddress.isPublic(Self.long([0x20, 0x01, 0x48, 0x60], [0x88])))
        for bytes in [
            Self.long([]), Self.long([], [1]), Self.long([], [0xFF, 0xFF, 8, 8, 8, 8]), Self.long([0xFC]),
            Self.long([0xFD, 1]),
            Self.long([0xFE, 0x80], [1]), Self.long([0xFF, 2], [1]), Self.long([0x20, 2, 10, 0, 0, 1]),
            Self.long([0x20, 1, 0, 0], [1]),
            Self.long([0x20, 1, 0x0D, 0xB8], [1]), Self.long([0, 0x64, 0xFF, 0x9B], [10, 0, 0, 1]),
        ] { #expect(!PublicAddress.isPublic(bytes), "\(bytes)") }
    }

    @Test("only are connected to where that is asked for, whatever a name leads to")
    func connection() async throws {
        let server = try LoopbackServer(LoopbackServer.response("200 OK", "inside"))
        defer { server.stop() }
        for host in ["127.0.0.1", "localhost"] {
            var request = HTTPRequest(address: "http://\(host):\(server.port)/")
            let connection = WebConnection(timing: HTTPTiming())
            #expect(try await connection.perform(request, limit: 100).status == 200)
            request.onlyPublic = true
            let guarded = WebConnection(timing: HTTPTiming())
            await #expect(throws: WebFailure.self) { try await guarded.perform(request, limit: 100) }
        }
    }
}
