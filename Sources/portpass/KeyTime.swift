import Foundation

/// Times of keys, for people at a terminal.
enum KeyTime {
    static func day(_ time: Int64) -> String { String(text(time).prefix(10)) }

    static func text(_ time: Int64) -> String {
        Date(timeIntervalSince1970: TimeInterval(time)).formatted(.iso8601)
    }
}
