/// A language that the service speaks. The raw value is the first segment of its addresses, and what the database holds.
package enum SiteLanguage: String, Hashable, Sendable, CaseIterable {
    case zhHant = "zh-Hant"
    case en, vi, id, th, fil
}
