package import Hummingbird
import NIOCore

/// What is known of a request besides itself.
package struct ServiceContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Whom a rate limit counts: see ``ClientName``.
    package let client: String

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        client = ClientName.name(of: source.channel.remoteAddress)
    }
}
