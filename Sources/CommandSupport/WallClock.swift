internal import Foundation

/// The real clock, read only here and handed on as a value.
package enum WallClock {
    /// Whole seconds since 1970.
    package static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec)
    }

    /// The seconds of an RFC 3339 time with its offset, or `nil` when it is not one.
    package static func seconds(rfc3339 text: String) -> Int64? {
        let style = Date.ISO8601FormatStyle(timeZoneSeparator: .colon)
        if let date = try? style.parse(text) { return Int64(date.timeIntervalSince1970.rounded(.down)) }
        let fractional = Date.ISO8601FormatStyle(timeZoneSeparator: .colon, includingFractionalSeconds: true)
        return (try? fractional.parse(text)).map { Int64($0.timeIntervalSince1970.rounded(.down)) }
    }
}
