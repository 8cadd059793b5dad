import CommandSupport
import Register
import ServiceLifecycle

/// Tells the service manager that the service is alive, as long as its register answers: one that hangs is started anew.
struct Heartbeat: Service {
    let manager: ServiceManager
    let register: Register

    func run() async throws {
        guard let interval = manager.watchdog else {
            try? await gracefulShutdown()
            return
        }
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                if (try? await register.findings(limit: 1)) != nil { manager.alive() }
                try? await Task.sleep(for: interval)
            }
        }
    }
}
