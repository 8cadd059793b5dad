import Hummingbird
import NIOCore

/// The style sheet of the pages for development. 1 rem is what the reader has chosen, 16 px unless they did: text is 1.125 rem, 18 px.
enum SiteStyle {
    private static let sheet = """
        :root { color-scheme: light; }
        * { box-sizing: border-box; }
        body { margin: 0; background: #fff; color: #1B2A33;
            font: 1.125rem/1.7 "Noto Sans TC", "PingFang TC", "Microsoft JhengHei", sans-serif; }
        header, main, footer { max-width: 48rem; margin: 0 auto; padding: 0 1rem; }
        header { padding-top: .5rem; padding-bottom: .5rem; border-bottom: 4px solid #005A8C; }
        header a { display: inline-flex; align-items: center; gap: .5rem; min-height: 44px; font-weight: 700;
            text-decoration: none; }
        main { padding-bottom: 3rem; }
        main:focus { outline: none; }
        footer { padding-top: 1rem; padding-bottom: 2rem; border-top: 1px solid #6B7B86; color: #51626D;
            font-size: 1rem; }
        h1 { font-size: 1.75rem; line-height: 1.4; margin: 1.5rem 0 1rem; }
        h2 { font-size: 1.375rem; line-height: 1.5; margin: 2rem 0 .75rem; }
        a { color: #005A8C; }
        :where(html:lang(zh)) :lang(en) { color: #51626D; font-size: 1rem; font-weight: 400; }
        a :lang(en), button :lang(en) { color: inherit; }
        bdi { overflow-wrap: anywhere; }
        :focus-visible { outline: 3px solid #FFB000; outline-offset: 2px; box-shadow: 0 0 0 5px #1B2A33; }
        .skip { position: absolute; left: -100vw; padding: .5rem 1rem; background: #fff; }
        .skip:focus { left: 0; z-index: 1; }
        button { font: inherit; display: inline-flex; align-items: center; gap: .5rem; min-height: 48px; padding: .25rem 1.5rem;
            border: 2px solid #005A8C; border-radius: 4px; background: #005A8C; color: #fff; font-weight: 700;
            cursor: pointer; }
        button.grave { border-color: #B3261E; background: #fff; color: #B3261E; }
        dl { display: grid; gap: 0 1.5rem; margin: 0 0 1.5rem; }
        dt { color: #51626D; }
        dd { margin: 0 0 .75rem; font-weight: 700; }
        @media (min-width: 40rem) { dl { grid-template-columns: 13rem 1fr; } dd { margin: 0; } }
        .case { margin: 0 0 1.5rem; padding: 1rem; border: 2px solid #6B7B86; border-radius: 4px; }
        .acts, .acts form { display: flex; flex-wrap: wrap; gap: .75rem 1.5rem; align-items: end; }
        .acts form > div { min-width: 0; max-width: 100%; }
        @media print { header, footer, .skip, .acts { display: none; } }

        """

    private static let tag = EntityTags.tag(of: Array(sheet.utf8))

    static func add(to router: Router<ServiceContext>) {
        router.get("site.css") { request, _ in
            try CacheableAnswer(
                type: "text/css; charset=utf-8", tag: tag, cacheControl: CacheableAnswer.revalidated,
                size: sheet.utf8.count
            ) {
                ResponseBody(byteBuffer: ByteBuffer(string: sheet))
            }.response(to: request)
        }
    }
}
