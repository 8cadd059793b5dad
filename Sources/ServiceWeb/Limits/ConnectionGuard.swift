import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Cuts connections that take too long, send too much, or are too many of one client.
///
/// Hummingbird's own idle time covers a connection that says nothing and a head that drips in; it begins anew with every piece
/// of a body, so a body and an answer have a time of their own here.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limits: WebLimits
    private let counter: ConnectionCounter
    private let idle: IdleConnections<any Channel>
    private let figures: ConnectionFigures
    private let proxy: ProxyAddress?
    private var client: String?
    /// While nothing is asked.
    private var idleTicket: IdleConnections<any Channel>.Ticket?
    private var reading: Scheduled<Void>?
    private var answering: Scheduled<Void>?
    /// Requests that have no whole answer yet.
    private var unanswered = 0
    private var bodyBytes = 0
    private var mostBodyBytes = 0

    init(
        limits: WebLimits, counter: ConnectionCounter, idle: IdleConnections<any Channel>,
        figures: ConnectionFigures = ConnectionFigures(), proxy: ProxyAddress? = nil
    ) {
        self.proxy = proxy
        self.limits = limits
        self.counter = counter
        self.idle = idle
        self.figures = figures
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let known = event as? ProxyHeaderHandler.Known { begin(context, as: known.client) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { end() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            unanswered += 1
            if let idleTicket { idle.becameBusy(idleTicket) }
            idleTicket = nil
            bodyBytes = 0
            let isUpload = Self.isUpload(head)
            mostBodyBytes = isUpload ? limits.discardedUpload : limits.discarded
            if reading == nil { reading = cut(context, after: isUpload ? limits.upload : limits.request) }
        case .body(let piece):
            bodyBytes += piece.readableBytes
            guard bodyBytes <= mostBodyBytes else {
                context.close(promise: nil)
                return
            }
        case .end:
            reading?.cancel()
            reading = nil
            if answering == nil { answering = cut(context, after: limits.answer) }
        }
        context.fireChannelRead(data)
    }

    /// A form with a file, or a picture that a program puts.
    private static func isUpload(_ head: HTTPRequest) -> Bool {
        let type = head.headerFields[.contentType]
        if head.method == .post { return MultipartBody.boundary(of: type) != nil }
        return head.method == .put && type?.hasPrefix("image/") == true
            && head.path?.hasPrefix(ProgramOperation.base + "/") == true
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            unanswered -= 1
            answering?.cancel()
            answering = unanswered > 0 ? cut(context, after: limits.answer) : nil
            if unanswered == 0, client != nil, idleTicket == nil { idleTicket = idle.becameIdle(context.channel) }
        }
        context.write(data, promise: promise)
    }

    private func cut(_ context: ChannelHandlerContext, after time: Duration) -> Scheduled<Void> {
        context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(time)) { context.close(promise: nil) }
    }

    /// One of the proxy's begins when it has said for whom it is.
    private func begin(_ context: ChannelHandlerContext) {
        let address = context.channel.remoteAddress
        guard let proxy, proxy.isPeer(address) else { return begin(context, as: ClientName.name(of: address)) }
    }

    private func begin(_ context: ChannelHandlerContext, as name: String) {
        guard client == nil else { return }
        guard counter.open(name) else {
            figures.refusedOne()
            context.close(promise: nil)
            return
        }
        client = name
        figures.opened()
        let (ticket, goes) = idle.opened(context.channel)
        idleTicket = ticket
        // Its handlers run on their own loop.
        goes?.close(promise: nil)
    }

    private func end() {
        reading?.cancel()
        answering?.cancel()
        reading = nil
        answering = nil
        if let client {
            counter.close(client)
            figures.closed()
            idle.closed(idleTicket)
        }
        client = nil
        idleTicket = nil
    }
}

@available(*, unavailable)
extension ConnectionGuard: Sendable {}
