/// What is asked of a web server.
struct HTTPRequest: Hashable, Sendable {
    /// A field of the head.
    struct Field: Hashable, Sendable {
        let name: String
        let value: String

        init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }

        /// As a line; nil when it would be more than one.
        var line: String? {
            value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } ? "\(name): \(value)" : nil
        }
    }

    let address: String
    var fields: [Field] = []
    /// Makes it a POST.
    var body: [UInt8]?
    /// A request that carries something of ours goes nowhere but where it was sent.
    var followsRedirects = true
}
