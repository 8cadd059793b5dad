import HTTPTypes
import Hummingbird
import Register

/// `/`: to the home page in the language that somebody has chosen or whose browser asks for it.
enum FrontDoor {
    static func add(to router: Router<ServiceContext>) {
        for method in [HTTPRequest.Method.get, .head] {
            router.on("", method: method) { request, _ in
                let language = LanguageChoice.language(for: request)
                return Response(
                    status: .found,
                    headers: [
                        .location: "/\(language.rawValue)/", .cacheControl: "no-store",
                        .vary: "Cookie, Accept-Language",
                    ])
            }
        }
    }
}
