import Register

extension SiteLanguage {
    /// What its own speakers call it.
    var ownName: String {
        switch self {
        case .zhHant: "正體中文"
        case .en: "English"
        case .vi: "Tiếng Việt"
        case .id: "Bahasa Indonesia"
        case .th: "ไทย"
        case .fil: "Filipino"
        }
    }
}
