package import Identifiers
import StrictJSON

/// What an announcement says.
package struct AnnouncementContent: BulletinContent {
    package let texts: TranslatedTexts<ArticlePart>
    /// The ports that it concerns, sorted; empty for all of them.
    package let ports: [String]
    /// The first day on which anybody sees it.
    package let from: CivilDate
    /// The last day on which it counts; nil for no end.
    package let until: CivilDate?
    /// Whether it stands on the home page while it counts.
    package let isImportant: Bool

    package func isOver(on day: CivilDate) -> Bool { until.map { $0 < day } ?? false }
}

extension AnnouncementContent {
    package var bytes: [UInt8] {
        var members: JSONObject = [
            "from": .text(DateText.iso(from)), "important": .bool(isImportant), "ports": .texts(ports),
        ]
        members["until"] = until.map { .text(DateText.iso($0)) }
        members["texts"] = texts.json
        return JSONWriter.compact(.object(members))
    }

    package init?(bytes: [UInt8]) {
        guard case .object(let members)? = try? JSONReader.read(bytes),
            let texts = TranslatedTexts<ArticlePart>(members["texts"]),
            let from = members.string("from").flatMap(CivilDate.init(text:)), let ports = members.strings("ports"),
            case .bool(let isImportant)? = members["important"]
        else { return nil }
        let until = members.string("until").flatMap(CivilDate.init(text:))
        guard members["until"] == nil || until != nil else { return nil }
        self.init(texts: texts, ports: ports, from: from, until: until, isImportant: isImportant)
    }
}
