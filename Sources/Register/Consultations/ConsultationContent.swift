package import Identifiers
import StrictJSON

package enum ConsultationPart: String, TextPart {
    case title
    /// What everybody is asked.
    case question
    /// What is planned, and why: paragraphs, with an empty line between them.
    case background

    package var longest: Int {
        switch self {
        case .title: ArticlePart.longestTitle
        case .question: 1_000
        case .background: ArticlePart.longestText
        }
    }
}

extension PartedText<ConsultationPart> {
    package var question: String { self[.question] }
    package var background: String { self[.background] }
}

/// What a consultation asks.
package struct ConsultationContent: BulletinContent {
    package let texts: TranslatedTexts<ConsultationPart>
    /// The ports that it concerns, sorted; empty for all of them.
    package let ports: [String]
    /// The first and the last day on which anybody may contribute.
    package let from: CivilDate
    package let until: CivilDate
}

extension ConsultationContent {
    package var bytes: [UInt8] {
        JSONWriter.compact(
            .object([
                "from": .text(DateText.iso(from)), "until": .text(DateText.iso(until)), "ports": .texts(ports),
                "texts": texts.json,
            ]))
    }

    package init?(bytes: [UInt8]) {
        guard case .object(let members)? = try? JSONReader.read(bytes),
            let texts = TranslatedTexts<ConsultationPart>(members["texts"]),
            let from = members.string("from").flatMap(CivilDate.init(text:)),
            let until = members.string("until").flatMap(CivilDate.init(text:)), let ports = members.strings("ports")
        else { return nil }
        self.init(texts: texts, ports: ports, from: from, until: until)
    }
}
