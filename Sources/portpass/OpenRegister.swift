import ArgumentParser
import CommandSupport
import Foundation
import PassCrypto
import Register
import SQLStore
import TrustPublishing

/// The options of every command that works on a register, and how it is opened.
struct RegisterOptions: ParsableArguments {
    @Option(
        name: .long, help: ArgumentHelp("The register's data directory.", valueName: "dir"),
        transform: CommandStreams.resolvePath)
    var data: String

    @OptionGroup var passphrase: PassphraseOption

    /// Opens the register and closes it again after `body`, however that ends. Where `portpass serve` has it open, that one
    /// carries the command out, on this terminal.
    /// - Parameter source: the passphrase, for whoever goes on using it; asked for once.
    func withRegister<Result>(
        passphrase source: PassphraseSource? = nil, _ body: (Register, Principal) async throws -> Result
    ) async throws -> Result {
        if let serving = ServedRegister.current {
            guard ServedRegister.real(data) == serving.path else {
                throw PlainError("this program serves the register in \(serving.path), and no other")
            }
            return try await body(serving.register, try Principal.atTheShell())
        }
        let (register, principal) = try await openedOrForwarded(source ?? PassphraseSource(passphrase))
        defer { register.close() }
        return try await body(register, principal)
    }

    private func openedOrForwarded(_ source: PassphraseSource) async throws -> (Register, Principal) {
        do {
            return try await opened(source)
        } catch let error as StoreError {
            guard error.code == .inUse else { throw error }
            throw ExitCode(try ServedRegister.forward(to: data, because: error))
        }
    }

    var folder: DataFolder { DataFolder(path: data) }

    private func opened(_ source: PassphraseSource) async throws -> (Register, Principal) {
        guard FileManager.default.fileExists(atPath: "\(data)/register.sqlite") else {
            throw PlainError("there is no register in \(data): make one with portpass init --data \(data)")
        }
        // Whoever serves the register has its keys: no passphrase is asked for in vain.
        try DirectoryLock(directory: data).release()
        let principal = try Principal.atTheShell()
        let register = try await open(passphrase: source, by: principal)
        try await folder.keys.adoptUsed(by: register, passphrase: source)
        let opening = register.opening
        if !opening.finished.isEmpty || !opening.voided.isEmpty {
            StandardError.write(
                "portpass: an earlier run was cut short: \(opening.finished.count) passes finished, \(opening.voided.count) voided\n"
            )
        }
        return (register, principal)
    }

    private func open(passphrase: PassphraseSource, by principal: Principal) async throws -> Register {
        let keys = folder.keys
        return try await Register.open(
            directory: data, keys: try keys.registerKeys(passphrase: passphrase),
            repository: keys.repositoryWriter(folder.repository, passphrase: passphrase),
            by: principal, now: WallClock.now())
    }
}

extension Principal {
    /// Who acts from a shell, for the audit log: `shell:` and the login name.
    static func atTheShell() throws -> Principal {
        let name = NSUserName().filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
        return try Principal("shell:" + (name.isEmpty ? String(geteuid()) : String(name.prefix(50))))
    }
}
