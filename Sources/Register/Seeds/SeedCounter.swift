/// Where people are helped in person, by telephone and by post.
package struct SeedCounter: Hashable, Sendable {
    /// UN/LOCODE.
    package let port: String
    package let name: SeedText
    package let address: SeedText
    package let hours: SeedText
    package let phone: String
    package let isExample: Bool
}

/// `counters.json`: the counters, and the line that is answered day and night.
package struct SeedCounters: Hashable, Sendable {
    package let hotline: String
    package let isHotlineExample: Bool
    package let counters: [SeedCounter]

    static func read(_ root: SeedObject, ports: [SeedPort]) throws(RegisterError) -> SeedCounters {
        try root.expectOnly(["hotline", "counters"])
        let hotline = try root.object("hotline")
        try hotline.expectOnly(["phone"])
        var counters: [SeedCounter] = []
        for object in try root.objects("counters") {
            try object.expectOnly(["port", "name", "address", "hours", "phone"])
            let port = try object.string("port")
            guard ports.contains(where: { $0.id == port }) else {
                throw object.fail("port", "there is no port \(port)")
            }
            counters.append(
                SeedCounter(
                    port: port, name: try SeedText(object.object("name")),
                    address: try SeedText(object.object("address")), hours: try SeedText(object.object("hours")),
                    phone: try phone(object), isExample: try object.bool("example", default: false)))
        }
        return SeedCounters(
            hotline: try phone(hotline), isHotlineExample: try hotline.bool("example", default: false),
            counters: counters)
    }

    /// In international form (RFC 3966), as it stands in a link: `+886-2-2420-6100`.
    private static func phone(_ object: SeedObject) throws(RegisterError) -> String {
        let phone = try object.string("phone")
        guard phone.hasPrefix("+"), phone.utf8.count <= 24,
            phone.utf8.dropFirst().allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") })
        else { throw object.fail("phone", "must be like +886-2-2420-6100") }
        return phone
    }
}
