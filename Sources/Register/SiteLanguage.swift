/// The languages that the service speaks with the public. The raw value stands in addresses, in cookies, and as `lang`.
package enum SiteLanguage: String, Hashable, Sendable, CaseIterable {
    case zhHant = "zh-Hant"
    case en, vi, id, th, fil
}
