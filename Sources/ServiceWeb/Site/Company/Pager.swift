/// From one page of a long list to the next. Shown by `{{>pager}}`.
struct Pager {
    let path: String
    /// From 1.
    let number: Int
    let hasMore: Bool
    /// What else stands in the address.
    var query: String?

    func values(_ page: PageContext) -> [String: Any] {
        func address(_ number: Int) -> String {
            page.link(path) + "?" + (query.map { $0 + "&" } ?? "") + "page=\(number)"
        }
        return [
            "hasPager": hasMore || number > 1, "hasPrevious": number > 1, "hasNext": hasMore,
            "previous": address(number - 1), "next": address(number + 1), "place": String(number),
        ]
    }
}
