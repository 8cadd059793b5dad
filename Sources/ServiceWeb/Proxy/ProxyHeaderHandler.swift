import NIOCore

/// Takes the header off a connection of the proxy, and says whose it is. One without is closed, and so is one whose header does
/// not come in time: only then does HTTP begin.
final class ProxyHeaderHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// Told to the handlers that follow, once.
    struct Known: Sendable {
        /// As limits count it, and logs and sessions name it.
        let client: String
    }

    private let clients: ProxiedClients
    private let patience: TimeAmount
    private var bytes: [UInt8] = []
    private var isKnown = false
    private var deadline: Scheduled<Void>?

    init(clients: ProxiedClients, patience: TimeAmount) {
        self.clients = clients
        self.patience = patience
    }

    func handlerAdded(context: ChannelHandlerContext) {
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: patience) { context.close(promise: nil) }
    }

    func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        clients.closed(context.channel)
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isKnown else {
            context.fireChannelRead(data)
            return
        }
        bytes += unwrapInboundIn(data).readableBytesView
        switch ProxyHeader.read(bytes) {
        case .more: break
        case .none: context.close(promise: nil)
        case .whole(let client, let length):
            isKnown = true
            deadline?.cancel()
            let name = ClientName.name(of: client ?? context.channel.remoteAddress)
            clients.opened(context.channel, client: name)
            context.fireUserInboundEventTriggered(Known(client: name))
            let rest = bytes[length...]
            if !rest.isEmpty { context.fireChannelRead(wrapInboundOut(ByteBuffer(bytes: rest))) }
            bytes = []
        }
    }
}

@available(*, unavailable)
extension ProxyHeaderHandler: Sendable {}
