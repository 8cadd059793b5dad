import ArgumentParser
import CommandSupport
import Foundation
import PassFormat
import PassRender
import ServiceWeb

/// `portpass render`: a pass as a picture or a card.
struct RenderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Draws a pass: the QR code as SVG or PNG, or a card or windscreen sheet as PDF.",
        discussion: "The claims are drawn as the text states them; nothing is verified here.")

    @Argument(help: ArgumentHelp("The text of a pass, PP1:… or PL1:….", valueName: "text"))
    var text: String

    @Option(
        name: .long,
        help: ArgumentHelp("Where to write; the ending decides the kind.", valueName: "file.svg|.png|.pdf"),
        transform: CommandStreams.resolvePath)
    var out: String

    @Flag(name: .long, help: "With .pdf: an A5 sheet for the windscreen in place of the card.")
    var windscreen = false

    @Option(name: .long, help: ArgumentHelp("With .png: pixels a module.", valueName: "pixels"))
    var scale = 8

    @OptionGroup var seeds: SeedsOption

    func validate() throws {
        guard ["svg", "png", "pdf"].contains(kind) else {
            throw ValidationError("--out must end in .svg, .png or .pdf")
        }
        guard !windscreen || kind == "pdf" else {
            throw ValidationError("--windscreen makes a PDF: let --out end in .pdf")
        }
        guard (1...64).contains(scale) else {
            throw ValidationError("--scale takes 1 to 64 pixels a module")
        }
    }

    private var kind: String { URL(fileURLWithPath: out).pathExtension.lowercased() }

    func run() async throws {
        let code: ScannedCode
        do throws(FormatError) {
            code = try ScannedCode.decode(text)
        } catch {
            throw PlainError("this is not the text of a pass: \(error)")
        }
        try OutputFile.write(try drawn(code), to: out)
    }

    private func drawn(_ code: ScannedCode) throws -> [UInt8] {
        switch kind {
        case "svg":
            return Array(try QRSymbol(text: text).svg(title: code.claims.number.string).utf8)
        case "png":
            return try QRSymbol(text: text).png(scale: scale)
        default:
            let names = PlaceNames(seedsFolder: try? InstalledFiles.folder("seeds", option: seeds.seeds))
            let face = PassFace(code.claims, text: text) { port, zones in
                PassFace.Port(code: port, name: names.port(port), zones: names.zones(of: port, mask: zones))
            }
            let document =
                try windscreen
                ? WindscreenSheet.pdf(face, createdAt: code.claims.issuedAt)
                : PassCard.pdf(face, createdAt: code.claims.issuedAt)
            let missing = document.report.missingCharacters
            if !missing.isEmpty {
                let list = missing.map { "U+\(String($0.value, radix: 16, uppercase: true))" }.joined(separator: " ")
                StandardError.write(
                    "portpass: no installed font has \(list): drawn as 〓, ask the holder for a substitute\n")
            }
            return document.bytes
        }
    }
}
