/// Who publishes, as the open data platform asks for it.
package struct DataPublisher: Hashable, Sendable {
    /// The platform's code of what the service is for.
    package let categoryService: ServiceCategory
    package let categoryDataset: String
    /// The object identifier of the agency and its name, `2.16.886.101.…|…`.
    package let oid: String
    package let contactName: String
    package let contactPhone: String
    package let contactEmail: String
    /// Where the site is, without a slash at the end.
    package let address: String

    package init(
        categoryService: ServiceCategory, categoryDataset: String, oid: String, contactName: String,
        contactPhone: String,
        contactEmail: String, address: String
    ) {
        self.categoryService = categoryService
        self.categoryDataset = categoryDataset
        self.oid = oid
        self.contactName = contactName
        self.contactPhone = contactPhone
        self.contactEmail = contactEmail
        self.address = address
    }
}
