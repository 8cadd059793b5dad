// swift-tools-version: 6.3
import PackageDescription

// Who may import whom is DESIGN section 2's table; `scripts/check` fails on an import that is not declared here.

let languageSettings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableExperimentalFeature("Lifetimes"),
    .treatAllWarnings(as: .error),
]

/// For the targets that touch C: every use of memory the compiler cannot vouch for is marked.
let strictMemory: [SwiftSetting] = languageSettings + [.strictMemorySafety()]

func module(_ name: String, _ dependencies: [Target.Dependency] = [], settings: [SwiftSetting] = languageSettings)
    -> Target
{
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency] = [], settings: [SwiftSetting] = languageSettings
) -> Target {
    .testTarget(name: name + "Tests", dependencies: [.byName(name: name)] + dependencies, swiftSettings: settings)
}

/// For tests whose rows of asynchronous calls the optimiser of Swift 6.3.1 crashes on, or takes longer over than they run.
let unoptimised: [SwiftSetting] = languageSettings + [.unsafeFlags(["-Onone"])]

func system(_ name: String, _ pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let hostileInputs: [Target.Dependency] = [
    "StrictJSON", "GateMessages", "PassFormat", "PassCrypto", "PassVerify", "TrustFiles", "TrustUpdates", "CodeReader",
    "PassRender", "Register", "GateDevices", "Identifiers", "Tables", "Payments", "ShipCalls",
    "SingleWindows",
]

let package = Package(
    name: "PortPass",
    products: [
        .executable(name: "portpass", targets: ["portpass"]),
        .executable(name: "portgate", targets: ["portgate"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        system("CSodium", "libsodium", apt: "libsodium-dev"),
        system("CQRencode", "libqrencode", apt: "libqrencode-dev"),
        system("CZlib", "zlib", apt: "zlib1g-dev"),
        system("CZBar", "zbar", apt: "libzbar-dev"),
        system("CPango", "pangocairo", apt: "libpango1.0-dev"),
        system("CPNG", "libpng", apt: "libpng-dev"),
        system("CCurl", "libcurl", apt: "libcurl4-openssl-dev"),
        system("CGD", "gdlib", apt: "libgd-dev"),
        system("CExpat", "expat", apt: "libexpat1-dev"),
        .systemLibrary(name: "CSocket"),

        module("StrictJSON"),
        module("Identifiers"),
        module("Tables", settings: strictMemory),
        module("StrictXML", ["CExpat"], settings: strictMemory),
        module("ShipCalls", ["Identifiers", "StrictXML", "Tables"]),
        module("SingleWindows", ["Identifiers", "PassCrypto", "StrictJSON"], settings: strictMemory),
        module("OpenData", ["Identifiers", "StrictJSON", "Tables"]),
        module(
            "Photos",
            [
                "CGD", .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ], settings: strictMemory),
        module("Payments", ["PassCrypto"]),
        module("WebClient", ["CCurl"], settings: strictMemory),
        module("PassFormat", ["CZlib"], settings: strictMemory),
        module("PassCrypto", ["CSodium"], settings: strictMemory),
        module("GateMessages", ["PassFormat", "PassCrypto"]),
        module("PassVerify", ["PassFormat", "PassCrypto"]),
        module("TrustFiles", ["StrictJSON", "PassFormat", "PassCrypto", "PassVerify"]),
        module(
            "TrustUpdates",
            [
                "StrictJSON", "PassCrypto", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]),
        module("TrustPublishing", ["TrustUpdates", "StrictJSON", "PassCrypto"]),
        module(
            "SQLStore",
            [
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ], settings: strictMemory),
        module("PassRender", ["CQRencode", "CPango", "CZlib"], settings: strictMemory),
        module("CodeReader", ["CZBar", "CPNG"], settings: strictMemory),
        module(
            "Register",
            [
                "Identifiers", "Tables", "StrictJSON", "GateMessages", "PassFormat", "PassCrypto", "PassVerify",
                "TrustFiles", "TrustUpdates", "TrustPublishing", "SQLStore", "Payments", "ShipCalls", "OpenData",
                "SingleWindows",
            ]),
        module(
            "GateCore",
            [
                "GateMessages", "StrictJSON", "PassFormat", "PassCrypto", "PassVerify", "TrustFiles", "TrustUpdates",
                "SQLStore", "WebClient",
            ],
            settings: strictMemory),
        module(
            "ServiceWeb",
            [
                "Register", "Identifiers", "StrictJSON", "GateMessages", "PassFormat", "PassCrypto", "PassRender",
                "PassVerify", "SQLStore", "TrustPublishing", "Photos", "Mail", "Tables", "Payments", "ShipCalls",
                "OpenData", "SingleWindows",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        module(
            "GateKiosk",
            [
                "GateCore", "GateDevices", "GateMessages", "PassVerify", "PassFormat", "StrictJSON", "TrustFiles",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"), .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        module(
            "ControlSocket",
            [
                "CSocket", "StrictJSON", .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], settings: strictMemory),
        module("GateDevices", ["StrictJSON", "CodeReader", "CCurl"], settings: strictMemory),
        module("Mail", ["CCurl", "PassCrypto", "StrictJSON"], settings: strictMemory),
        module("CommandSupport", [argumentParser]),
        .executableTarget(
            name: "portpass",
            dependencies: [
                "Register", "ServiceWeb", "GateMessages", "PassFormat", "PassCrypto", "PassVerify", "TrustFiles",
                "TrustPublishing", "TrustUpdates", "SQLStore", "StrictJSON", "PassRender", "Photos", "Mail",
                "CommandSupport", "ControlSocket", "Payments", "WebClient", "ShipCalls", "OpenData", "Identifiers",
                "SingleWindows", argumentParser,
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: languageSettings),
        .executableTarget(
            name: "portgate",
            dependencies: [
                "GateCore", "GateDevices", "GateKiosk", "GateMessages", "ControlSocket", "StrictJSON", "SQLStore",
                "PassFormat", "PassCrypto", "PassVerify", "TrustFiles", "TrustUpdates", "CodeReader", "CommandSupport",
                argumentParser, .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: languageSettings),

        tests("StrictJSON", ["HostileInputs"]),
        tests("Identifiers"),
        tests("Tables"),
        tests("ShipCalls", ["Identifiers", "StrictXML", "Tables"]),
        tests("SingleWindows", ["Identifiers", "StrictJSON"]),
        tests("OpenData", ["Identifiers", "StrictJSON", "Tables"]),
        tests("Photos"),
        tests("Payments", ["PassCrypto", "StrictJSON"]),
        tests("PassFormat"),
        tests("PassCrypto"),
        tests("GateMessages", ["PassFormat", "PassCrypto"]),
        tests("PassVerify", ["PassFormat", "PassCrypto"]),
        tests("TrustFiles", ["StrictJSON", "PassFormat", "PassCrypto", "PassVerify"]),
        tests(
            "TrustUpdates",
            [
                "StrictJSON", "PassCrypto", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]),
        tests("TrustPublishing", ["TrustUpdates", "StrictJSON", "PassCrypto"]),
        tests("SQLStore"),
        tests("PassRender", ["CodeReader"]),
        tests("CodeReader", ["PassRender"]),
        tests(
            "Register",
            [
                "Identifiers", "GateMessages", "PassFormat", "PassCrypto", "PassVerify", "TrustFiles", "TrustUpdates",
                "TrustPublishing", "SQLStore", "ServiceScenes", "StrictJSON", "Tables", "Payments", "ShipCalls",
                "OpenData", "SingleWindows",
            ], settings: unoptimised),
        tests(
            "GateCore",
            [
                "GateMessages", "PassFormat", "PassCrypto", "PassVerify", "TrustFiles", "TrustUpdates",
                "TrustPublishing", "SQLStore", "GateScenes", "WebClient",
            ], settings: unoptimised),
        tests(
            "GateKiosk",
            [
                "GateCore", "GateScenes", "PassFormat", "PassCrypto", "PassVerify", "StrictJSON",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"), .product(name: "NIOCore", package: "swift-nio"),
            ], settings: unoptimised),
        tests(
            "ServiceWeb",
            [
                "Register", "GateMessages", "PassFormat", "PassCrypto", "Photos", "Mail", "StrictJSON",
                "TrustPublishing", "ServiceScenes", "Payments", "PassRender", "Identifiers", "OpenData",
                "SingleWindows", .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"), .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], settings: unoptimised),
        tests(
            "ControlSocket",
            [
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        tests("GateDevices", ["StrictJSON", "PassRender"]),
        tests("Mail", ["PassCrypto", "StrictJSON"]),
        tests("CommandSupport"),

        // Camera frames through the gate's reader, by command: Tests/Interop/frames measures it beside other decoders.
        .executableTarget(
            name: "FrameProbe", dependencies: ["GateDevices"], path: "Tests/FrameProbe", swiftSettings: languageSettings
        ),

        // A register in a scratch folder and kiosks that talk to it, for the tests of both sides of the web server.
        .target(
            name: "ServiceScenes",
            dependencies: [
                "Register", "GateMessages", "PassFormat", "PassCrypto", "StrictJSON", "TrustPublishing", "SQLStore",
            ],
            path: "Tests/ServiceScenes", swiftSettings: languageSettings),

        // A port that publishes, with keys and passes made for the purpose: for the tests and benchmarks of a gate.
        .target(
            name: "GateScenes",
            dependencies: [
                "GateCore", "GateMessages", "PassFormat", "PassCrypto", "PassVerify", "TrustFiles", "TrustPublishing",
            ],
            path: "Tests/GateScenes", swiftSettings: languageSettings),

        // Gates and service together, without a network between them.
        .testTarget(
            name: "HonestDayTests",
            dependencies: [
                "GateCore", "GateScenes", "GateMessages", "Register", "ServiceScenes", "StrictJSON", "PassFormat",
                "PassCrypto", "PassVerify", "TrustFiles",
            ],
            swiftSettings: unoptimised),

        // Every reader of bytes from outside, as one list: the tests feed it, and so does the fuzzer.
        .target(
            name: "HostileInputs", dependencies: hostileInputs, path: "Tests/HostileInputs",
            swiftSettings: languageSettings),
        .testTarget(
            name: "HostileInputsTests",
            dependencies: ["HostileInputs", "StrictJSON", "PassFormat", "PassVerify", "TrustUpdates"],
            exclude: ["Cases"], swiftSettings: languageSettings),
    ],
    swiftLanguageModes: [.v6]
)

// `scripts/fuzz` builds with FUZZ=1 and `scripts/bench` with BENCH=1: neither belongs in an ordinary build.
if Context.environment["FUZZ"] != nil {
    // Only our own modules: what the fuzzer is to find its way through, and what it is to find faults in.
    let sanitized = "-sanitize=fuzzer,address"
    for target in package.targets where target.type == .regular {
        // The optimiser of Swift 6.3.1 crashes on the register's asynchronous code with the sanitizer's in it.
        let flags = target.name == "Register" ? [sanitized, "-Onone"] : [sanitized]
        target.swiftSettings = (target.swiftSettings ?? []) + [.unsafeFlags(flags)]
    }
    package.targets += [
        .systemLibrary(name: "CLibFuzzer", path: "Tests/CLibFuzzer"),
        .executableTarget(
            name: "Fuzz", dependencies: ["HostileInputs", "CLibFuzzer"], path: "Tests/Fuzz",
            swiftSettings: languageSettings,
            // gold, the default linker, fails on the debug information of an instrumented program.
            linkerSettings: [.unsafeFlags([sanitized, "-use-ld=lld"])]),
    ]
}
if Context.environment["BENCH"] != nil {
    package.targets.append(
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "HostileInputs", "GateScenes", "GateCore", "PassFormat", "PassCrypto", "PassVerify", "PassRender",
                "TrustFiles", "CSodium", "Register", "ServiceScenes", "TrustPublishing",
            ],
            path: "Tests/Benchmarks", swiftSettings: languageSettings))
}
