import Hummingbird
import Identifiers
import Register
import Synchronization

/// What was published, read anew when there is more of it, and never otherwise.
final class NewsShelf: Sendable {
    struct Shelf: Sendable {
        let edition: Int64
        /// Those that were published once, the newest first by the day they are filed under.
        let published: [Announcement]
        let utcOffset: Int64

        /// What anybody may read on a day.
        func current(on day: CivilDate) -> [Announcement] {
            published.filter { $0.content != nil && $0.isPublic(on: day) }
        }

        /// What stands first on the home page.
        func important(on day: CivilDate) -> [Announcement] {
            current(on: day).filter { $0.content.map { $0.isImportant && !$0.isOver(on: day) } ?? false }
        }

        /// What stands on the home page below that: the newest that still hold, none of them twice.
        func newest(_ most: Int, on day: CivilDate) -> [Announcement] {
            let first = Set(important(on: day).map(\.number))
            let rest = current(on: day).filter { announcement in
                !first.contains(announcement.number) && !(announcement.content?.isOver(on: day) ?? true)
            }
            return Array(rest.prefix(most))
        }
    }

    private let register: Register
    private let kept = Mutex<Shelf?>(nil)

    init(register: Register) { self.register = register }

    func shelf() async throws -> Shelf {
        let edition = try await register.newsEdition()
        if let shelf = kept.withLock({ $0 }), shelf.edition == edition { return shelf }
        let shelf = Self.made(try await register.announcements(), edition, utcOffset: register.utcOffset)
        kept.withLock { $0 = shelf }
        return shelf
    }

    @inline(never)
    private static func made(_ all: [Announcement], _ edition: Int64, utcOffset: Int64) -> Shelf {
        let filed = all.compactMap { announcement in
            announcement.day(utcOffset: utcOffset).map { (announcement, $0) }
        }
        return Shelf(
            edition: edition,
            published: filed.sorted { ($0.1, $0.0.number) > ($1.1, $1.0.number) }.map(\.0), utcOffset: utcOffset)
    }
}
