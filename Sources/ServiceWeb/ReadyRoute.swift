import HTTPTypes
import Hummingbird
import NIOCore
package import Register
import StrictJSON

/// `/readyz`: whether the service should be sent anybody, and if not, what is wrong: for a proxy, and for whoever is woken by it.
/// It says what is amiss and no figures; those are in `/metrics`.
package struct ReadyRoute: Sendable {
    package struct Limits: Sendable {
        /// Seconds. Publishing renews the timestamp every five minutes; gates and DESIGN section 4 count on ten.
        package var oldestTimestamp: Int64 = 600
        /// Publishing that has failed for so many seconds is not merely late.
        package var patience: Int64 = 120
        /// Bytes: room for what is under way, so that somebody is told before it is gone.
        package var leastSpace: Int64 = 512 << 20

        package init() {}
    }

    private let register: Register
    private let health: PublisherHealth
    private let limits: Limits
    private let now: @Sendable () -> Int64

    package init(
        register: Register, health: PublisherHealth, limits: Limits = Limits(), now: @escaping @Sendable () -> Int64
    ) {
        self.register = register
        self.health = health
        self.limits = limits
        self.now = now
    }

    func add(to router: Router<ServiceContext>) {
        for method in [HTTPRequest.Method.get, .head] {
            router.on("readyz", method: method) { _, _ in await answer() }
        }
    }

    /// What is amiss; empty when nothing is.
    package func problems() async -> [String] {
        var problems: [String] = []
        if register.restored != nil { problems.append("restored") }
        if (try? await register.auditSize()) == nil { problems.append("database") }
        let (state, now) = (health.state, now())
        if let since = state.failingSince, now - since >= limits.patience { problems.append("publishing") }
        // A clock that went back makes no timestamp young.
        if state.publishedAt.map({ now - $0 > limits.oldestTimestamp || $0 - now > limits.oldestTimestamp }) ?? true {
            problems.append("timestamp")
        }
        if let free = register.freeBytes, free < limits.leastSpace { problems.append("disk") }
        return problems
    }

    private func answer() async -> Response {
        let problems = await problems()
        let body = JSONWriter.compact(
            .object(["status": .text(problems.isEmpty ? "ready" : "not ready"), "problems": .texts(problems)]))
        return Response(
            status: problems.isEmpty ? .ok : .serviceUnavailable,
            headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
