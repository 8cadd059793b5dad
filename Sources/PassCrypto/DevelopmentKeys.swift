/// The public halves of the keys in `keys/`, which everybody has: both programs refuse them without `--dev`.
package enum DevelopmentKeys {
    /// By the name of the file in `keys/`, without `.pem`.
    package static let named: [String: PublicKey] = table.compactMapValues { hex in
        Hex.decode(hex).flatMap { bytes in try? PublicKey(bytes) }
    }

    package static let publicKeys = Set(named.values)

    package static func contains(_ key: PublicKey) -> Bool {
        publicKeys.contains(key)
    }

    private static let table: [String: String] = [
        "dev-audit": "9f284d27046a672d18a42009496c9d2e2a07490fba66ec777b610ab65650edfc",
        "dev-pass": "e97bc244525c4cb7d8c5179bfdac4da74dc8a5a30031b669167ad5532cc857f5",
        "dev-receipt": "d7ef53e1f4f72b0b1b9d61fa6f286870f71614afc75aae39ca6f2530fa77cb9a",
        "dev-status": "b0466fad9a6e7c6a6c267d3f4088009de6a05039f91a49a14e0911eef052f430",
        "dev-tuf-audit": "362798767559d792eb15267e716bebe19c024112560f1a607dd0c09e213f4151",
        "dev-tuf-ops": "c91960778ca0771720593be5c0fa7a1af24ecd982def380fb0f68f696bf10187",
        "dev-tuf-root-1": "eda21d345aa55380f3fbcaa8795b66ef17d76a022a1dd5303475f14e71797bd2",
        "dev-tuf-root-2": "b077ff292685c7a91f8f2fa6acbf7ef2911603a87d532abfa50657a2a2d37c4b",
        "dev-tuf-root-3": "87bf66fe843f9272e8817ffd18b1767e377a31547a715d6b45f905cb5997d6e1",
        "dev-tuf-snapshot": "6b53fd042998877cd0320f4d13e62a9b613ae2320e857709149a81c7476f9eae",
        "dev-tuf-status": "c529a813433a84e9c2ad9774329ff8b15613c101a6f556be666e5b98aa9fcb32",
        "dev-tuf-targets": "d1e2996ab42277bd77b2b363a9c778fe6b1496af8ca048a44b5e670f42db8642",
        "dev-tuf-timestamp": "f30666b2fc77eb5aa804a955f73ec49b7fef9dbc29a213f21bb7d774e2824cdc",
    ]
}
