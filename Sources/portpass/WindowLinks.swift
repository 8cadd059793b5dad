import ServiceWeb
import SingleWindows

/// The single windows that are asked, each with its link.
struct WindowLinks: Sendable {
    let links: [SingleWindow: any WindowLink]
    let timing: WindowTiming

    init(_ settings: WindowSettings) throws {
        links = try WindowsFile.links(settings)
        timing = settings.timing
    }
}
