/// The language in which somebody is written to of whom a company says where they are from.
enum NationalityLanguage {
    static func language(of nationality: String) -> SiteLanguage? {
        let text = nationality.lowercased()
        let words: [(SiteLanguage, [String])] = [
            (.vi, ["越南", "viet", "vnm", "vn"]), (.id, ["印尼", "indones", "idn"]),
            (.th, ["泰國", "泰国", "thai", "tha"]), (.fil, ["菲律賓", "菲律宾", "philippin", "filipin", "phl", "pilipin"]),
            (.zhHant, ["台灣", "臺灣", "中華民國", "taiwan", "twn", "香港", "澳門"]),
        ]
        return words.first { $0.1.contains { text.hasPrefix($0) } }?.0
    }
}
