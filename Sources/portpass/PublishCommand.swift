import ArgumentParser
import CommandSupport
import Foundation
import Register
import TrustPublishing

/// `portpass publish`: what gates go by, as signed files for any web server or stick.
struct PublishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Writes DIR/tuf/metadata and DIR/tuf/targets.")

    @OptionGroup var register: RegisterOptions

    func run() async throws {
        let published = try await register.withRegister { register, principal in
            try await register.publish(by: principal, now: WallClock.now())
        }
        let roles = published.resigned.map(\.rawValue).joined(separator: ", ")
        try StandardOutput.write(
            "published version \(published.versions.timestamp): \(published.targetCount) files, signed anew: \(roles)\n"
        )
    }
}
