package import Logging
package import Register
import ServiceLifecycle
import ShipCalls

/// Fetches the ports' feeds of ships, one port after the other, and has the register take what came. What did not come leaves what
/// was last good, with its age.
package struct ShipFeedPoller: Service {
    private let register: Register
    private let settings: ShipFeedSettings
    private let fetch: ShipFeedReply.Fetch
    private let principal: Principal
    private let logger: Logger
    /// Seconds since 1970.
    private let now: @Sendable () -> Int64

    package init(
        register: Register, settings: ShipFeedSettings, principal: Principal, logger: Logger,
        now: @escaping @Sendable () -> Int64, fetch: @escaping ShipFeedReply.Fetch
    ) {
        self.register = register
        self.settings = settings
        self.fetch = fetch
        self.principal = principal
        self.logger = logger
        self.now = now
    }

    package func run() async throws {
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            await cancelWhenGracefulShutdown {
                for port in settings.ports where !Task.isCancelled { await look(at: port) }
                await follow()
                try? await Task.sleep(for: .seconds(settings.seconds))
            }
        }
    }

    private func follow() async {
        do {
            let followed = try await register.followShips(by: principal, now: now())
            if !followed.isNothing {
                logger.info(
                    """
                    ships are late: \(followed.moved) visits and \(followed.visitors) expected visitors were moved, \
                    \(followed.told) visits could not be
                    """)
            }
        } catch is CancellationError {
        } catch {
            logger.error("visits could not be moved with their ships; it is tried again: \(error)")
        }
    }

    private func look(at port: PortCode) async {
        var came: [ShipFeedBytes] = []
        var failed: [String: ShipFeedFailure] = [:]
        for source in settings.sources where source.port == port {
            switch await fetch(source.address) {
            case .came(let bytes, let charset):
                came.append(
                    ShipFeedBytes(
                        name: source.name, bytes: bytes, charset: charset, acceptsEmpty: source.acceptsEmpty))
            case .failed(let failure): failed[source.name] = failure
            }
        }
        // The service is told to stop: that a feed broke off then says nothing of its port.
        guard !Task.isCancelled else { return }
        do {
            let report = try await take(came, failed, port)
            for feed in report.feeds {
                if case .refused(let code, _) = feed.outcome {
                    logger.warning("the feed \(feed.name) of ships at \(port) was not taken: \(code)")
                }
            }
            for (name, failure) in failed.sorted(by: { $0.key < $1.key }) {
                logger.warning("the feed \(name) of ships at \(port) did not come: \(failure.code)")
            }
        } catch {
            logger.error("feeds of ships at \(port) could not be taken: \(error)")
        }
    }

    /// Apart from what is told of it: the optimiser of Swift 6.3.1 crashes on both together.
    @inline(never)
    private func take(
        _ came: [ShipFeedBytes], _ failed: [String: ShipFeedFailure], _ port: PortCode
    ) async throws -> ShipImport {
        if !failed.isEmpty { try await register.noteMissingShipFeeds(failed, port: port, now: now()) }
        return try await register.takeShipFeeds(came, port: port, by: principal, now: now())
    }
}
