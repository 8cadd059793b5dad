/// `pp1/sample.json`, made by an independent implementation.
struct Sample: Decodable {
    struct Code: Decodable {
        let payload: String
        let sig_structure: String
        let cose: String
        let text: String
    }

    struct Live: Decodable {
        let iat: Int64
        let cose: String
        let text: String
    }

    struct Token: Decodable {
        let cose: String
        let set: [String: UInt8]
    }

    struct Key: Decodable {
        let x: String
        let kid: String?
    }

    let issuer: Key
    let holder: Key
    let status: Key
    let paper: Code
    let bound: Code
    let live: Live
    let status_list_token: Token

    static func load() throws -> Sample {
        try Vectors.json("pp1/sample.json")
    }
}
