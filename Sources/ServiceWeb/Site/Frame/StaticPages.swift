import HTTPTypes
import Hummingbird
import Identifiers
import NIOCore
import PassCrypto
import PassFormat
import Register
import Synchronization

/// Pages that say the same to everybody, kept as they are sent until the day is over.
final class StaticPages: Sendable {
    private struct Kept {
        let plain: ByteBuffer
        let compressed: ByteBuffer
        let tag: String
    }

    private struct Shelf {
        var day: CivilDate?
        var edition: Int64 = 0
        /// By address.
        var pages: [String: Kept] = [:]
    }

    private let shelf = Mutex(Shelf())

    /// - Parameters:
    ///   - edition: of what else the pages are made of; another is another page.
    ///   - make: makes the page where it is not kept.
    func response(
        on day: CivilDate, edition: Int64 = 0, in page: PageContext, _ make: () -> SitePage
    ) throws -> Response {
        let address = page.link(page.path)
        let known = shelf.withLock { $0.day == day && $0.edition == edition ? $0.pages[address] : nil }
        let kept = known ?? keep(make().bytes(in: page), at: address, on: day, edition: edition)
        var response = try CompressibleAnswer(
            type: "text/html; charset=utf-8", tag: kept.tag, cacheControl: CacheableAnswer.revalidated,
            plain: kept.plain, compressed: kept.compressed
        ).response(to: page.request)
        SitePage.addSafety(SitePolicy(), to: &response.headers, in: page)
        return response
    }

    /// Only pages that are routed come here, so there are never more of them than routes.
    private func keep(_ bytes: [UInt8], at address: String, on day: CivilDate, edition: Int64) -> Kept {
        let kept = Kept(
            plain: ByteBuffer(bytes: bytes), compressed: ByteBuffer(bytes: Gzip.compress(bytes)),
            tag: EntityTags.tag(hex: String(Hash.sha256Hex(bytes).prefix(32))))
        shelf.withLock { shelf in
            if shelf.day != day || shelf.edition != edition { shelf = Shelf(day: day, edition: edition) }
            shelf.pages[address] = kept
        }
        return kept
    }
}
