/// One record of a file, cells as written.
struct CSVRecord: Hashable {
    /// From 1, records without content counted.
    let number: Int
    let cells: [String]
}
