/// The modules that an SVG of ours draws, found by following its path as a browser would.
struct SVGModules {
    let extent: Int
    private(set) var dark: Set<[Int]> = []

    init?(_ svg: String) {
        guard let box = svg.firstMatch(of: /viewBox="0 0 (\d+) (\d+)"/), box.1 == box.2, let extent = Int(box.1),
            svg.contains("<path fill=\"#fff\" d=\"M0 0h\(extent)v\(extent)H0z\"/>"),
            let path = svg.firstMatch(of: /<path stroke="#000" transform="translate\(0 \.5\)" d="([^"]+)"\/>/)
        else { return nil }
        self.extent = extent
        var x = 0
        var y = 0
        var rest = path.1
        while !rest.isEmpty {
            guard let step = rest.prefixMatch(of: /m(-?\d+) (\d+)h(\d+)/), let dx = Int(step.1), let dy = Int(step.2),
                let length = Int(step.3)
            else { return nil }
            x += dx
            y += dy
            for column in x..<x + length { dark.insert([column, y]) }
            x += length
            rest = rest[step.range.upperBound...]
        }
    }
}
