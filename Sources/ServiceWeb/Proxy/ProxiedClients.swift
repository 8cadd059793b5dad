import NIOCore
import Synchronization

/// For whom the connections of the proxy are, as long as they last.
package final class ProxiedClients: Sendable {
    private let clients = Mutex<[ObjectIdentifier: String]>([:])

    package init() {}

    func opened(_ channel: any Channel, client: String) {
        clients.withLock { $0[ObjectIdentifier(channel)] = client }
    }

    func closed(_ channel: any Channel) {
        clients.withLock { $0[ObjectIdentifier(channel)] = nil }
    }

    func client(of channel: ObjectIdentifier) -> String? { clients.withLock { $0[channel] } }

    /// How many there are.
    var count: Int { clients.withLock { $0.count } }
}
