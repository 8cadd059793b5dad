/// A way in which a flat code may lean away from the camera.
struct Tilt: Hashable, Sendable {
    /// Which side is farther away.
    enum Side: Hashable, Sendable, CaseIterable {
        case top, left, bottom, right
    }

    let side: Side
    /// How much narrower the picture is at that side: 0.75 for three quarters.
    let narrowness: Double

    /// Those that are tried, one a frame, all of them in eight.
    private static let all = [0.78, 0.6].flatMap { narrowness in
        Side.allCases.map { Tilt(side: $0, narrowness: narrowness) }
    }

    static func inTurn(_ turn: Int) -> Tilt { all[Int(turn.magnitude % UInt(all.count))] }
}

extension GrayImage {
    /// As the picture would be if what leans like this stood upright. Corners of the far side are cut off.
    ///
    /// zbar finds its way on a leaning code with its three finder patterns and a guess at the fourth corner, which is a wrong one
    /// from a slight lean on.
    func straightened(_ tilt: Tilt) -> GrayImage {
        // Along the way from the far side (0) to the near one (1), a place p is seen at p * scale(p), and what lies across
        // it at the same scale: the projection that leaves the near side as it is.
        func scale(_ place: Double) -> Double { tilt.narrowness / (1 + (tilt.narrowness - 1) * place) }
        let isAcross = tilt.side == .left || tilt.side == .right
        let isFarFirst = tilt.side == .top || tilt.side == .left
        let length = Double(max((isAcross ? width : height) - 1, 1))
        let places = (0..<(isAcross ? width : height)).map { index -> (source: Double, scale: Double) in
            let place = isFarFirst ? Double(index) / length : 1 - Double(index) / length
            let seen = place * scale(place)
            return ((isFarFirst ? seen : 1 - seen) * length, scale(place))
        }
        let source = pixels.span
        let middle = Double((isAcross ? height : width) - 1) / 2
        let result = [UInt8](capacity: pixels.count) { output in
            for y in 0..<height {
                for x in 0..<width {
                    let along = places[isAcross ? x : y]
                    let across = middle + (Double(isAcross ? y : x) - middle) * along.scale
                    let fromX = isAcross ? along.source : across
                    let fromY = isAcross ? across : along.source
                    // Linear between the four nearest; all lie in the picture.
                    let left = min(Int(fromX), width - 1)
                    let top = min(Int(fromY), height - 1)
                    let right = min(left + 1, width - 1)
                    let bottom = min(top + 1, height - 1)
                    let rightShare = Int((fromX - Double(left)) * 256)
                    let bottomShare = Int((fromY - Double(top)) * 256)
                    let above =
                        Int(source[top * width + left]) * (256 - rightShare)
                        + Int(source[top * width + right]) * rightShare
                    let below =
                        Int(source[bottom * width + left]) * (256 - rightShare)
                        + Int(source[bottom * width + right]) * rightShare
                    output.append(
                        UInt8(clamping: (above * (256 - bottomShare) + below * bottomShare + 32_768) >> 16))
                }
            }
        }
        return GrayImage(trusted: width, height, result)
    }
}
