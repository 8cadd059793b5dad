package import Hummingbird
import NIOCore

/// What is known of a request besides itself.
package struct ServiceContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Whom a rate limit counts: see ``ClientName``.
    package internal(set) var client: String
    /// Whether the peer of the connection is known to be on this machine.
    var isFromThisMachine: Bool
    /// Of which connection.
    let connection: ObjectIdentifier
    /// Nil outside the site: gates and payment services have none.
    var siteSession: SiteSession?
    /// Nil outside the back office.
    var officeSession: OfficeSession?

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        let address = source.channel.remoteAddress
        connection = ObjectIdentifier(source.channel)
        client = ClientName.name(of: address)
        isFromThisMachine = ClientName.isLoopback(address)
    }

    /// The session of a request of the site.
    /// - Throws: ``Problem/internalError`` where no ``SiteSessions`` was put before the route.
    var session: SiteSession {
        get throws(Problem) {
            guard let siteSession else { throw .internalError }
            return siteSession
        }
    }
}
