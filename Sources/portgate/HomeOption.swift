import ArgumentParser
import CommandSupport
import ControlSocket
import Foundation
import GateCore
import PassCrypto
import SQLStore

/// The gate's home, as every command but `tuf` takes it.
struct HomeOption: ParsableArguments {
    @Option(
        name: .long, help: ArgumentHelp("The gate's home directory.", valueName: "dir"),
        transform: CommandStreams.resolvePath)
    var home: String

    /// How often a lock that another command holds for a moment is tried.
    private static let attempts = 100

    /// Works on the gate as the one process that owns its home. Where `portgate run` does, that one carries the command out,
    /// on this terminal.
    func withGate<Result>(_ body: (Gate) async throws -> Result) async throws -> Result {
        let opened = try GateHome.open(at: home)
        if let running = RunningGate.current {
            guard Self.real(home) == running.path else {
                throw PlainError("this program runs the gate in \(running.path), and no other")
            }
            return try await body(running.gate)
        }
        let lock = try Self.lock(opened)
        defer { withExtendedLifetime(lock) {} }
        let gate = await Self.gate(opened, isAnnounced: false)
        do {
            let result = try await body(gate)
            await gate.close()
            return result
        } catch {
            await gate.close()
            throw error
        }
    }

    /// What the gate remembers, for decisions that are written nowhere. Others may do the same at the same time: the lock is held
    /// for a moment only, and waited for.
    func remembrance(of gate: GateHome) async throws -> Remembrance {
        if let running = RunningGate.current {
            guard Self.real(home) == running.path else {
                throw PlainError("this program runs the gate in \(running.path), and no other")
            }
            return await running.gate.remembrance()
        }
        for attempt in 1... {
            do {
                let lock = try gate.lock()
                defer { withExtendedLifetime(lock) {} }
                return gate.remembrance(built: ProgramVersion.released, at: Self.clock().read())
            } catch {
                guard error.code == .inUse else { throw error }
                do {
                    throw ExitCode(try Self.forward(to: gate.path, because: error))
                } catch let inUse as StoreError {
                    guard attempt < Self.attempts else { throw inUse }
                }
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        preconditionFailure("the loop above has no end of its own")
    }

    static func clock() -> any MachineClock { SystemClock(fallback: SecureRandom.bytes(16)) }

    static func gate(_ home: GateHome, isAnnounced: Bool) async -> Gate {
        await Gate(
            home: home, clock: clock(), program: ProgramVersion.text(of: "portgate"),
            built: ProgramVersion.released, isAnnounced: isAnnounced)
    }

    static func real(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }

    private static func lock(_ home: GateHome) throws -> DirectoryLock {
        do {
            return try home.lock()
        } catch {
            guard error.code == .inUse else { throw error }
            throw ExitCode(try forward(to: home.path, because: error))
        }
    }

    /// - Parameter inUse: thrown when the other process takes no commands: it is one itself.
    private static func forward(to home: String, because inUse: StoreError) throws -> Int32 {
        do {
            return try ControlClient.run(.ofThisProcess(), in: home)
        } catch {
            guard error.code == .nobody else { throw error }
            throw inUse
        }
    }
}
