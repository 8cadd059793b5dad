/// The families a text may draw from, in order.
///
/// Noto Sans CJK TC for everything it has; the Ministry's 全字庫 (CNS 11643) and Hanazono for the rare characters of
/// people's names; DejaVu for letters of other scripts. Fontconfig's own order comes after these.
enum Fonts {
    static let families = [
        "Noto Sans CJK TC", "TW-Sung", "TW-Sung-Plus", "TW-Sung-Ext-B", "HanaMinA", "HanaMinB", "DejaVu Sans",
    ].joined(separator: ",")

    enum Weight: Hashable {
        case regular
        case bold
    }
}
