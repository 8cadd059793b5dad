import Foundation
import PassRender
import Testing

/// Writes the samples where a person can look at them; layout is judged by eye too.
@Suite(
    "Pictures",
    .enabled(if: ProcessInfo.processInfo.environment["PORTPASS_PICTURES"] != nil, "PORTPASS_PICTURES is not set"))
struct PictureTests {
    @Test(arguments: Samples.all.map(\.name))
    func `a sample is written for looking at`(name: String) throws {
        let folder = try #require(ProcessInfo.processInfo.environment["PORTPASS_PICTURES"])
        let face = try #require(Samples.all.first { $0.name == name }).face
        for (kind, document) in [
            ("card", try PassCard.pdf(face, createdAt: Samples.createdAt)),
            ("sheet", try WindscreenSheet.pdf(face, createdAt: Samples.createdAt)),
        ] {
            try Data(document.bytes).write(to: URL(filePath: folder).appending(path: "\(kind)-\(name).pdf"))
        }
    }

    @Test(arguments: PaperDocument.allCases)
    func `a sheet of paper is written for looking at`(kind: PaperDocument) throws {
        let folder = try #require(ProcessInfo.processInfo.environment["PORTPASS_PICTURES"])
        try Data(try kind.pdf().bytes).write(to: URL(filePath: folder).appending(path: "\(kind).pdf"))
    }
}
