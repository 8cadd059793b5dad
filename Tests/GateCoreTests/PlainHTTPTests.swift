import GateCore
import Testing

@Suite("In the clear") struct PlainHTTPTests {
    @Test(arguments: [
        "http://127.0.0.1", "http://127.0.0.1:8080/", "HTTP://127.9.8.7/tuf", "http://localhost:8080/tuf/",
        "http://LocalHost", "http://[::1]", "http://[::1]:8080/tuf", "https://pass.example",
        "HTTPS://10.0.0.1:8443/tuf",
        "https://127.0.0.1@pass.example",
    ])
    func `a gate talks to this machine; to others with TLS`(text: String) throws {
        #expect(PlainHTTP.onThisMachineOnly.allows(try WebAddress(text)))
        #expect(PlainHTTP.anywhere.allows(try WebAddress(text)))
    }

    @Test(arguments: [
        "http://pass.example", "HTTP://pass.example/tuf", "http://10.0.0.1:8080", "http://192.168.1.20/",
        "http://[fd00::1]/",
        // What looks like this machine to a hurried reader.
        "http://127.0.0.1.pass.example/", "http://localhost.pass.example", "http://127.0.0.1@pass.example/",
        "http://localhost:80@pass.example", "http://127.0.0.1\\@pass.example/", "http://[::1]@pass.example/",
        "http://[::1].pass.example", "http://[::1", "http://[::ffff:127.0.0.1]/", "http://128.0.0.1",
        "http://0.0.0.0:8080",
        "http://127.1", "http://2130706433", "http://0177.0.0.1", "http://127.0.0.1:80:80", "http://",
        "http:///127.0.0.1",
    ])
    func `and to no other machine, however its address is dressed, unless somebody said so`(text: String) throws {
        #expect(!PlainHTTP.onThisMachineOnly.allows(try WebAddress(text)))
        #expect(PlainHTTP.anywhere.allows(try WebAddress(text)))
    }
}
