import ArgumentParser
import CommandSupport
import Foundation
import GateMessages
import PassRender
import Register

/// `portpass gates enrol`: a one-time code that makes a kiosk a gate.
struct GatesEnrolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrol", abstract: "Makes a one-time code, good for an hour, that makes a kiosk this gate.",
        discussion: """
            The code is shown here once and kept nowhere. Another code for the same gate, five wrong tries, or an hour end \
            it. A kiosk that takes the place of another ends the other's enrolment when it uses the code.
            """)

    @Argument(help: ArgumentHelp("The gate's id in the seeds.", valueName: "gate-id"))
    var gate: String

    @OptionGroup var register: RegisterOptions

    @Option(
        name: .long, help: ArgumentHelp("Where the kiosk finds the service, for the QR code.", valueName: "url"))
    var url: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Write the QR code as a picture; else it is drawn here.", valueName: "file.png"),
        transform: CommandStreams.resolvePath)
    var out: String?

    func validate() throws {
        if let url {
            guard url.utf8.count <= 200, url.hasPrefix("http://") || url.hasPrefix("https://"),
                url.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") })
            else { throw ValidationError("--url must be a plain http or https address") }
        }
        guard out.map({ $0.lowercased().hasSuffix(".png") }) ?? true else {
            throw ValidationError("--out must end in .png")
        }
    }

    func run() async throws {
        let invitation = try await register.withRegister { register, principal in
            try await register.invite(gate, by: principal, now: WallClock.now())
        }
        let expires = Date(timeIntervalSince1970: TimeInterval(invitation.expires)).formatted(.iso8601)
        let text = invitation.text(url: url ?? "")
        try StandardOutput.write("\(invitation.code.text)\n\(text)\n")
        StandardError.write("good until \(expires), once, for \(gate)\n")
        let symbol = try QRSymbol(plainText: text)
        if let out {
            try OutputFile.write(try symbol.png(scale: 8), to: out)
        } else if Terminal.isShown {
            StandardError.write(symbol.terminalText)
        }
    }
}
