import Foundation
import GateDevices
import Testing

@Suite("devices.json")
struct DevicesFileTests {
    private let folder = ScratchFolder()

    private func read(_ text: String, mode: Int = 0o600) throws -> Devices {
        folder.write(text, to: "devices.json", mode: mode)
        return try DevicesFile.read(home: folder.path)
    }

    /// What is said of a file that is refused.
    private func refusal(_ text: String) -> String? {
        do {
            _ = try read(text)
            return nil
        } catch let error as DeviceError {
            return error.code == .file ? error.description : nil
        } catch {
            return nil
        }
    }

    @Test func `without a file there are no devices`() throws {
        let devices = try DevicesFile.read(home: folder.path)
        #expect(devices.scannerSet { _ in }.statuses.isEmpty)
        #expect(devices.barrierKeeper(time: RunningTime()) == nil)
    }

    @Test func `a file may say nothing, or name everything`() throws {
        #expect(try read("{}").scannerSet { _ in }.statuses.isEmpty)
        let devices = try read(
            """
            {
              "scanners": [
                {"kind": "evdev", "path": "/dev/input/by-id/scanner", "name": "車道", "pause": 200},
                {"kind": "serial", "path": "/dev/ttyUSB0", "baud": 115200},
                {"kind": "serial", "path": "/dev/ttyACM0"}
              ],
              "barrier": {"kind": "serial", "path": "/dev/ttyUSB1", "baud": 9600, "on": "a00101A2", "off": "A0 01 00 A1",
                          "pulse": 1500}
            }
            """)
        #expect(devices.scannerSet { _ in }.statuses.map(\.name) == ["車道", "serial 2", "serial 3"])
        #expect(devices.barrierKeeper(time: RunningTime()) != nil)
    }

    @Test(arguments: [
        #"{"kind":"gpio","path":"/sys/class/gpio/gpio17/value","pulse":50}"#,
        #"{"kind":"http","address":"http://127.0.0.1:8080/open","deadline":100}"#,
        #"{"kind":"http","address":"http://10.0.0.1"}"#, #"{"kind":"http","address":"http://172.31.0.1/a?b=c"}"#,
        #"{"kind":"http","address":"http://192.168.1.20/open"}"#, #"{"kind":"http","address":"http://169.254.3.4/"}"#,
        #"{"kind":"http","address":"http://[::1]:80/open"}"#, #"{"kind":"http","address":"http://[fd00::12]/open"}"#,
        #"{"kind":"simulator"}"#, #"{"kind":"simulator","file":"/tmp/openings","pulse":30000}"#,
    ])
    func `every kind of barrier`(barrier: String) throws {
        #expect(try read(#"{"barrier":\#(barrier)}"#).barrierKeeper(time: RunningTime()) != nil)
    }

    @Test(arguments: [
        "http://example.org/open", "https://192.168.1.20/", "http://8.8.8.8/", "http://172.32.0.1/",
        "http://localhost.evil/",
        "http://127.0.0.1@8.8.8.8/", "http://127.1/", "http://2130706433/", "http://[2001:db8::1]/", "http://[::1",
        "http://127.0.0.1:0/", "http://127.0.0.1:99999/", "http://127.0.0.1:+80/", "http://127.0.0.1:80a/", "http://",
        "http://192.168.1.20/a b", "http://192.168.1.20/#a", "http://192.168.1.20\\\\@8.8.8.8/",
        "http://[::ffff:8.8.8.8]/",
        "HTTP://192.168.1.20/", "192.168.1.20", "http://192.168.1.20:/",
    ])
    func `an address beyond the local network, or with a name, is refused`(address: String) {
        let said = refusal(#"{"barrier":{"kind":"http","address":"\#(address)"}}"#)
        #expect(said?.contains("number of this machine or of the local network") == true)
    }

    @Test(arguments: [
        ("", "it ends where a value should stand"), ("[]", "the file is a list and should be an object"),
        ("{}{}", "something follows after the end"), (#"{"scaners":[]}"#, "scaners"),
        (#"{"scanners":{}}"#, "should be a list"), (#"{"scanners":[],"scanners":[]}"#, "twice"),
        (#"{"scanners":[1]}"#, "scanners[0] is a whole number"), (#"{"scanners":[{}]}"#, "scanners[0] has no \"kind\""),
        (#"{"scanners":[{"kind":"evdev"}]}"#, "scanners[0] has no \"path\""),
        (#"{"scanners":[{"kind":"usb","path":"/dev/x"}]}"#, "should be evdev or serial"),
        (#"{"scanners":[{"kind":"evdev","path":"dev/x"}]}"#, "begins with /"),
        (#"{"scanners":[{"kind":"evdev","path":"/dev/x\u0000y"}]}"#, "control characters"),
        (#"{"scanners":[{"kind":"evdev","path":""}]}"#, "empty"),
        (#"{"scanners":[{"kind":"evdev","path":"/dev/x","baud":9600}]}"#, "baud"),
        (#"{"scanners":[{"kind":"evdev","path":"/dev/x","pause":19}]}"#, "from 20 to 5000"),
        (#"{"scanners":[{"kind":"evdev","path":"/dev/x","pause":150.5}]}"#, "from 20 to 5000"),
        (#"{"scanners":[{"kind":"serial","path":"/dev/x","baud":9601}]}"#, "one of 9600, 19200, 38400, 57600, 115200"),
        (#"{"scanners":[{"kind":"serial","path":"/dev/x"},{"kind":"evdev","path":"/dev/x"}]}"#, "one path"),
        (
            #"{"scanners":[{"kind":"serial","path":"/dev/x","name":"a"},{"kind":"evdev","path":"/dev/y","name":"a"}]}"#,
            "one name"
        ),
        (#"{"barrier":{"kind":"motor"}}"#, "gpio, http, serial or simulator"),
        (#"{"barrier":{"kind":"gpio","path":"/x","pulse":49}}"#, "from 50 to 30000"),
        (#"{"barrier":{"kind":"gpio","path":"/x","pulse":9223372036854775807}}"#, "from 50 to 30000"),
        (#"{"barrier":{"kind":"serial","path":"/x","on":"A0 0"}}"#, "hexadecimal"),
        (#"{"barrier":{"kind":"serial","path":"/x","on":"+1"}}"#, "hexadecimal"),
        (#"{"barrier":{"kind":"serial","path":"/x","off":"ＡＡ"}}"#, "hexadecimal"),
        (#"{"barrier":{"kind":"simulator","file":5}}"#, "should be a text"),
        (#"{"barrier":null}"#, "should be an object"),
    ])
    func `what a file should not say is named`(text: String, word: String) {
        let said = refusal(text)
        #expect(said?.contains(word) == true, "\(said ?? "taken")")
        #expect(said?.hasPrefix(folder.path + "/devices.json") == true)
    }

    @Test func `nine scanners are more than a gate has`() {
        let list = (1...9).map { #"{"kind":"serial","path":"/dev/ttyUSB\#($0)"}"# }.joined(separator: ",")
        #expect(refusal("{\"scanners\":[\(list)]}")?.contains("at most 8") == true)
    }

    @Test func `a file of 64 KiB is read and one byte more is not`() throws {
        #expect(throws: Never.self) { try read("{}" + String(repeating: " ", count: 65_534)) }
        #expect(refusal("{}" + String(repeating: " ", count: 65_535))?.contains("larger than 65536 bytes") == true)
    }

    @Test func `a link, a folder, a pipe and what everybody may write are refused`() throws {
        let path = folder.path + "/devices.json"
        folder.write("{}", to: "elsewhere")
        symlink("elsewhere", path)
        #expect(throws: DeviceError(.file, "\(path) is a link: put the file itself there")) {
            try DevicesFile.read(home: folder.path)
        }
        unlink(path)
        mkfifo(path, 0o600)
        #expect(throws: DeviceError(.file, "\(path) is no file")) { try DevicesFile.read(home: folder.path) }
        unlink(path)
        mkdir(path, 0o700)
        #expect(throws: DeviceError(.file, "\(path) is no file")) { try DevicesFile.read(home: folder.path) }
        rmdir(path)
        folder.write("{}", to: "devices.json")
        chmod(path, 0o666)
        #expect(throws: DeviceError.self) { try DevicesFile.read(home: folder.path) }
        chmod(path, 0o644)
        #expect(throws: Never.self) { try DevicesFile.read(home: folder.path) }
    }
}
