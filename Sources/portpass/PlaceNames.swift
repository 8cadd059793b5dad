import Foundation

/// The names of ports and zones as the seeds give them, for what people read. A place without a name is shown by its code.
struct PlaceNames {
    private struct PortsFile: Decodable {
        struct Port: Decodable {
            let id: String
            let name: [String: String]
        }
        let ports: [Port]
    }

    private struct ZonesFile: Decodable {
        struct Zone: Decodable {
            let name: String
            let bit: Int
        }
        let zones: [String: [Zone]]
    }

    private var ports: [String: String] = [:]
    private var zones: [String: [Int: String]] = [:]

    /// - Parameter seedsFolder: `nil` where there are no seeds: codes and bit numbers then.
    init(seedsFolder: String?) {
        guard let seedsFolder else { return }
        func read<Content: Decodable>(_ name: String, as type: Content.Type) -> Content? {
            guard let data = FileManager.default.contents(atPath: "\(seedsFolder)/\(name)") else { return nil }
            return try? JSONDecoder().decode(type, from: data)
        }
        for port in read("ports.json", as: PortsFile.self)?.ports ?? [] { ports[port.id] = port.name["zh"] }
        for (port, list) in read("zones.json", as: ZonesFile.self)?.zones ?? [:] {
            zones[port] = Dictionary(list.map { ($0.bit, $0.name) }, uniquingKeysWith: { first, _ in first })
        }
    }

    func port(_ code: String) -> String { ports[code] ?? code }

    /// The names of the zones whose bits are set, in the order of the bits.
    func zones(of port: String, mask: UInt64) -> [String] {
        (0..<64).filter { mask >> UInt64($0) & 1 == 1 }.map { zones[port]?[$0] ?? "#\($0)" }
    }
}
