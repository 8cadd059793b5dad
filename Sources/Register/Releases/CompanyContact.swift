/// Somebody who reads what is sent to a company.
struct CompanyContact: Hashable, Sendable {
    let contact: Contact
    let language: SiteLanguage
}
