import Hummingbird

/// The fields of a form of one of our own pages: read, and its token looked at.
enum SiteForm {
    /// Where every form has its token.
    static let token = "csrf"

    /// - Throws: a ``Problem``, among them ``Problem/refusedForm``.
    static func fields(
        of request: Request, _ context: ServiceContext, single: Set<String>, repeated: Set<String> = [],
        most: Int = FormFields.greatestCount
    ) async throws -> FormFields {
        let fields = try await FormBody.fields(
            of: request, single: single.union([token]), repeated: repeated, most: most)
        try context.session.check(formToken: fields[token])
        return fields
    }

    /// A form with a file, which comes last in it.
    /// - Throws: a ``Problem``, as above.
    static func upload(
        of request: Request, _ context: ServiceContext, single: Set<String>, repeated: Set<String>, file: String,
        discarded: Int
    ) async throws -> (FormFields, FormUpload?) {
        let (fields, upload) = try await FormBody.upload(
            of: request, single: single.union([token]), repeated: repeated, file: file, discarded: discarded)
        try context.session.check(formToken: fields[token])
        return (fields, upload)
    }
}
