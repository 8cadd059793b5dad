import HummingbirdCore
import Logging
import NIOCore

/// HTTP behind a proxy that says for whom it asks: connections of its address begin with a header, all others do not.
struct ProxiedChannel: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    let http: HTTP1Channel
    let proxy: ProxyAddress
    let clients: ProxiedClients
    let patience: TimeAmount

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            guard proxy.isPeer(channel.remoteAddress) else { return }
            try channel.pipeline.syncOperations.addHandler(
                ProxyHeaderHandler(clients: clients, patience: patience))
        }.flatMap { http.setup(channel: channel, logger: logger) }
    }

    func handle(value: Value, logger: Logger) async { await http.handle(value: value, logger: logger) }
}
