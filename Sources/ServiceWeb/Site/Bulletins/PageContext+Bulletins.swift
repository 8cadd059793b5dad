import Register

extension PageContext {
    /// The number in an address, as numbers are written; nil for anything else.
    var number: Int64? {
        parameter("number").flatMap { text in Int64(text).flatMap { String($0) == text ? $0 : nil } }
    }

    /// Who asks, as the limits count. Who comes over a proxy on this machine is not one client but many.
    var client: String? { context.isFromThisMachine ? nil : context.client }

    func name(of port: SeedPort) -> String { language == .zhHant ? port.nameInChinese : port.nameInEnglish }

    /// In one line.
    func listed(_ names: [String]) -> String { names.joined(separator: language == .zhHant ? "、" : ", ") }

    /// The ports that something concerns, in one line.
    func ports(_ ids: [String], of ports: [SeedPort]) -> String {
        ids.isEmpty ? words["news.every-port"] : listed(ports.filter { ids.contains($0.id) }.map { name(of: $0) })
    }
}
