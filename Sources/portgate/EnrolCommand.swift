import ArgumentParser
import CommandSupport
import Foundation
import GateCore
import GateMessages
import PassCrypto
import PassFormat

/// `portgate enrol`: makes this kiosk the gate that a one-time code was made for.
struct EnrolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrol",
        abstract: "Makes this kiosk known to the service, with the code that the port made for it.",
        discussion: """
            The gate's keys are made here and never leave this machine. CODE is what portpass gates enrol printed: the code \
            itself, or the text of its QR code, which also says where the service is.
            """)

    @OptionGroup var home: HomeOption

    @Option(name: .long, help: ArgumentHelp("The service's address, if CODE does not say it.", valueName: "url"))
    var service: String?

    @OptionGroup var plainHTTP: PlainHTTPOption

    @Argument(help: ArgumentHelp("The one-time code; asked for at the terminal if not given.", valueName: "code"))
    var code: String?

    func run() async throws {
        let typed = try code ?? Self.askForCode()
        let invitation = try Invitation(typed, service: service)
        let address = try plainHTTP.address(invitation.service)
        try await home.withGate { gate in
            let configured = gate.home.configuration
            if let named = invitation.gate, named != configured.gate {
                throw PlainError("this code is for \(named), and this home is \(configured.gate): use the right one")
            }
            guard let root = Hex.decode(configured.rootDigest) else {
                throw PlainError("gate.json in \(gate.home.path) is damaged: make the home anew")
            }
            let identity = try GateIdentity.load(home: gate.home.path)
            let client = ServiceClient(service: address, gate: gate.id, identity: identity)
            try await client.enrol(invitation.code, rootDigest: root, now: WallClock.now())
            try gate.home.setService(invitation.service, isPlainHTTPAllowed: plainHTTP.isAllowed)
            try StandardOutput.write(
                "\(configured.gate) is enrolled at \(invitation.service) with the key \(identity.fingerprint)\n")
        }
    }

    private static func askForCode() throws -> String {
        guard Terminal.canAsk else { throw PlainError("give the code: portgate enrol --home DIR CODE") }
        return String(decoding: try Terminal.readHidden("Code: "), as: UTF8.self)
    }

    /// What was typed or scanned: `[URL]#GATE.CODE`, or the code alone.
    private struct Invitation {
        let service: String
        let gate: String?
        let code: EnrolmentCode

        init(_ text: String, service: String?) throws {
            let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            let rest = (parts.last ?? "").split(separator: ".", maxSplits: 1)
            guard let code = EnrolmentCode(String(rest.last ?? "")) else {
                throw PlainError("this is no code: it has four groups of five letters and digits")
            }
            let named = parts.count == 2 ? String(parts[0]) : ""
            guard let address = service ?? (named.isEmpty ? nil : named) else {
                throw PlainError("the code does not say where the service is: name it with --service")
            }
            self.service = address
            self.code = code
            gate = rest.count == 2 ? String(rest[0]) : nil
        }
    }
}
