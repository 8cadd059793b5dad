import CommandSupport
import ControlSocket
import Foundation
import Payments
import Register
import SQLStore
import ServiceWeb

/// The register that this process serves, for the commands that come over its control socket.
struct ServedRegister: Sendable {
    /// The data directory as the kernel knows it.
    let path: String
    let register: Register
    let payments: OnlinePayments

    @TaskLocal static var current: ServedRegister?

    /// When gates hear of what a command changed, for people.
    static var whenGatesKnow: String {
        current == nil
            ? "gates know it after portpass publish and their next sync"
            : "it is published within two seconds, and gates know it with their next sync"
    }

    /// The payment service, which only the process that serves talks to.
    static func gateway() throws -> any PaymentGateway {
        guard let served = current else {
            throw PlainError("start portpass serve: it is what talks to the payment service")
        }
        guard let gateway = served.payments.desk.gateway else {
            throw PlainError("payments are not taken online here: see portpass payments merchant")
        }
        return gateway
    }

    static func real(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }

    /// Hands this process's command line to the one that has the register open.
    ///
    /// - Parameter inUse: thrown when that one takes no commands: it is one itself.
    static func forward(to data: String, because inUse: StoreError) throws -> Int32 {
        do {
            return try ControlClient.run(.ofThisProcess(), in: data)
        } catch {
            guard error.code == .nobody else { throw error }
            throw inUse
        }
    }

    /// Commands of the same user on this register are carried out here.
    func control() -> ControlListener {
        ControlListener(directory: path) { connection in
            let streams = CommandStreams(
                input: connection.input, output: connection.output, error: connection.error,
                directory: connection.request.directory)
            return await CommandStreams.$current.withValue(streams) {
                await ServedRegister.$current.withValue(self) {
                    await Program.status(of: Portpass.self, arguments: connection.request.arguments)
                }
            }
        }
    }
}
