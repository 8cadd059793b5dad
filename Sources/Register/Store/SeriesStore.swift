import SQLStore

/// The running numbers of passes.
enum SeriesStore {
    /// Takes the next `count` numbers of a series, from 1.
    /// - Returns: the first of them.
    static func take(_ count: Int, of series: String, _ database: any SQLWriting) throws -> Int64 {
        try database.execute(
            "INSERT INTO number_series (series, next) VALUES (?, 1) ON CONFLICT DO NOTHING", .text(series))
        let next = try database.integer("SELECT next FROM number_series WHERE series = ?", .text(series)) ?? 1
        try database.execute(
            "UPDATE number_series SET next = next + ? WHERE series = ?", .integer(Int64(count)), .text(series))
        return next
    }
}
