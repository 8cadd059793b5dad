import Hummingbird
import NIOCore

/// The one style sheet. 1 rem is what the reader has chosen, 16 px unless they did: text is 1.125 rem, 18 px.
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
        a :lang(en), button :lang(en), .state :lang(en), .errors :lang(en), .error :lang(en) { color: inherit; }
        bdi { overflow-wrap: anywhere; }
        :focus-visible { outline: 3px solid #FFB000; outline-offset: 2px; box-shadow: 0 0 0 5px #1B2A33; }
        .skip { position: absolute; left: -100vw; padding: .5rem 1rem; background: #fff; }
        .skip:focus { left: 0; z-index: 1; }
        .field, fieldset { margin: 0 0 1.5rem; padding: 0; border: 0; min-width: 0; }
        label, legend { font-weight: 700; padding: 0; }
        .field > label:not(.choice) { display: block; }
        .hint { margin: 0; color: #51626D; }
        .error { margin: .25rem 0; color: #B3261E; font-weight: 700; }
        .wrong { padding-left: 1rem; border-left: 5px solid #B3261E; }
        input, select, button { font: inherit; color: inherit; min-height: 44px; }
        input:not([type=checkbox]):not([type=radio]), select { width: 100%; max-width: 28rem; padding: .25rem .75rem;
            background: #fff; border: 2px solid #6B7B86; border-radius: 4px; }
        .wrong input:not([type=checkbox]):not([type=radio]) { border-color: #B3261E; }
        .choice { display: flex; align-items: center; gap: .75rem; min-height: 44px; font-weight: 400; }
        .choice input { width: 24px; height: 24px; min-height: 24px; flex: none; accent-color: #005A8C; }
        .ports { display: grid; gap: 0 2rem; grid-template-columns: repeat(auto-fill, minmax(18rem, 1fr)); }
        button, .button { display: inline-flex; align-items: center; gap: .5rem; min-height: 48px; padding: .25rem 1.5rem;
            border: 2px solid #005A8C; border-radius: 4px; background: #005A8C; color: #fff; font-weight: 700;
            text-decoration: none; cursor: pointer; }
        button.grave { border-color: #B3261E; background: #fff; color: #B3261E; }
        .errors { margin: 0 0 2rem; padding: 0 1rem 1rem; border: 4px solid #B3261E; }
        .errors a { display: inline-flex; align-items: center; gap: .5rem; flex-wrap: wrap; min-height: 44px;
            color: #B3261E; font-weight: 700; }
        .errors ul { margin: 0; padding-left: 1.5rem; }
        dl { display: grid; gap: 0 1.5rem; margin: 0 0 1.5rem; }
        dt { color: #51626D; }
        dd { margin: 0 0 .75rem; font-weight: 700; }
        @media (min-width: 40rem) { dl { grid-template-columns: 13rem 1fr; } dd { margin: 0; } }
        .state { margin: 0 0 1.5rem; padding: .75rem 1rem; border: 3px solid #6B7B86; border-radius: 4px;
            font-size: 1.375rem; font-weight: 700; }
        .state.good { border-color: #00633A; border-style: double; border-width: 6px; color: #00633A; }
        .state.bad { border-color: #B3001B; border-style: dashed; color: #B3001B; }
        .code { max-width: 26rem; margin: 0 auto 1.5rem; background: #fff; }
        .code svg { display: block; width: 100%; height: auto; }
        .photo { display: block; width: 210px; max-width: 100%; height: auto; margin: 0 0 1rem; }
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
