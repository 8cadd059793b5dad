/// The languages of the public site. The raw value is the tag of BCP 47 and the first part of an address.
package enum SiteLanguage: String, Hashable, Sendable, CaseIterable {
    case zhHant = "zh-Hant"
    case en, vi, id, th, fil
}
