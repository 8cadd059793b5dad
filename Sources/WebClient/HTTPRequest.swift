/// What is asked of a web server.
package struct HTTPRequest: Hashable, Sendable {
    /// A field of the head.
    package struct Field: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }

        /// As a line; nil when it would be more than one.
        var line: String? {
            value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } ? "\(name): \(value)" : nil
        }
    }

    package let address: String
    package var fields: [Field]
    /// Makes it a POST.
    package var body: [UInt8]?
    /// A request that carries something of ours goes nowhere but where it was sent.
    package var followsRedirects: Bool
    /// What the server is told of who asks.
    package var agent: String
    /// Whether it goes nowhere but to addresses of the public net, whatever the host's name leads to at the time, and past no proxy:
    /// for a host that somebody else named.
    package var onlyPublic = false

    package init(
        address: String, fields: [Field] = [], body: [UInt8]? = nil, followsRedirects: Bool = true,
        agent: String = "portgate"
    ) {
        self.address = address
        self.fields = fields
        self.body = body
        self.followsRedirects = followsRedirects
        self.agent = agent
    }
}
