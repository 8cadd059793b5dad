package import Hummingbird
import NIOCore

/// What is known of a request besides itself.
package struct ServiceContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Whom a rate limit counts: see ``ClientName``.
    package let client: String
    /// Whether the peer of the connection is known to be on this machine.
    let isFromThisMachine: Bool

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        let address = source.channel.remoteAddress
        client = ClientName.name(of: address)
        isFromThisMachine = ClientName.isLoopback(address)
    }
}
