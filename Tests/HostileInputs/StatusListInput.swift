import PassFormat

extension HostileInput {
    /// A zlib stream as a status list: the first byte says how many bits an entry has.
    static let statusList = HostileInput(
        "status-list",
        seeds: {
            [
                [2] + StatusList().deflated(), [2] + Specimen.statusList.deflated(),
                [1] + StatusList(count: 8).deflated(),
            ]
        }
    ) { bytes in
        guard let bits = bytes.first.map(Int.init) else { return }
        let limit = StatusList.standardCount
        guard let list = try? StatusList.inflate(Array(bytes.dropFirst()), bits: bits, maximumCount: limit) else {
            return
        }
        try require(list.count <= limit, "a list grew beyond its limit")
        try require(list[-1] == nil && list[list.count] == nil, "a list says something of a pass that is not on it")
        for index in [0, list.count / 2, list.count - 1] where list.count > 0 {
            try require(list.rawValue(at: index) != nil, "a list says nothing of a pass that is on it")
        }
        try require(
            (try? StatusList.inflate(list.deflated(), bits: bits, maximumCount: limit)) == list,
            "a list changes when written")
    }
}
