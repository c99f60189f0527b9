import Foundation

/// The pixels of a PNG with eight bits a channel: as much of the format (RFC 2083, RFC 1951) as the tests need.
struct PNGPixels {
  struct Malformed: Error {}

  let width: Int
  let height: Int
  private let channels: Int
  private var bytes: [UInt8] = []

  init(_ file: [UInt8]) throws {
    var position = 8
    var packed: [UInt8] = []
    var header: [UInt8] = []
    while position + 12 <= file.count {
      let length = file[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
      let kind = String(decoding: file[position + 4..<position + 8], as: UTF8.self)
      guard position + 12 + length <= file.count else { throw Malformed() }
      let content = file[position + 8..<position + 8 + length]
      if kind == "IHDR" { header = Array(content) }
      if kind == "IDAT" { packed += content }
      position += 12 + length
    }
    guard header.count == 13, header[8] == 8, header[9] == 2 || header[9] == 6, header[12] == 0,
      packed.count > 2
    else { throw Malformed() }
    width = header[0..<4].reduce(0) { $0 << 8 | Int($1) }
    height = header[4..<8].reduce(0) { $0 << 8 | Int($1) }
    channels = header[9] == 6 ? 4 : 3
    var inflater = Inflater(Array(packed.dropFirst(2)))
    try unfilter(try inflater.inflated())
  }

  private mutating func unfilter(_ raw: [UInt8]) throws {
    let row = width * channels
    guard raw.count >= (row + 1) * height else { throw Malformed() }
    bytes = [UInt8](repeating: 0, count: row * height)
    for y in 0..<height {
      for x in 0..<row {
        let left = x >= channels ? Int(bytes[y * row + x - channels]) : 0
        let up = y > 0 ? Int(bytes[(y - 1) * row + x]) : 0
        let corner = y > 0 && x >= channels ? Int(bytes[(y - 1) * row + x - channels]) : 0
        let guess =
          switch raw[y * (row + 1)] {
          case 0: 0
          case 1: left
          case 2: up
          case 3: (left + up) / 2
          default: PNGPixels.paeth(left, up, corner)
          }
        bytes[y * row + x] = raw[y * (row + 1) + 1 + x] &+ UInt8(guess)
      }
    }
  }

  private static func paeth(_ left: Int, _ up: Int, _ corner: Int) -> Int {
    let guess = left + up - corner
    let (a, b, c) = (abs(guess - left), abs(guess - up), abs(guess - corner))
    return a <= b && a <= c ? left : b <= c ? up : corner
  }

  /// The colour at a place as `#rrggbb`.
  subscript(x: Int, y: Int) -> String {
    let start = (y * width + x) * channels
    return "#"
      + bytes[start..<start + 3].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

/// Takes a deflated stream apart.
private struct Inflater {
  private let input: [UInt8]
  private var bit = 0
  private var output: [UInt8] = []

  init(_ input: [UInt8]) { self.input = input }

  mutating func inflated() throws -> [UInt8] {
    var isLast = false
    while !isLast {
      isLast = try bits(1) == 1
      switch try bits(2) {
      case 0: try copyStored()
      case 1:
        let lengths = (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 }
        try expand(Codes(lengths), Codes(Array(repeating: 5, count: 30)))
      case 2:
        let (literals, distances) = try tables()
        try expand(literals, distances)
      default: throw PNGPixels.Malformed()
      }
    }
    return output
  }

  private mutating func bits(_ count: Int) throws -> Int {
    var value = 0
    for place in 0..<count {
      guard bit / 8 < input.count else { throw PNGPixels.Malformed() }
      value |= Int(input[bit / 8] >> UInt8(bit % 8) & 1) << place
      bit += 1
    }
    return value
  }

  private mutating func copyStored() throws {
    bit = (bit + 7) / 8 * 8
    let length = try bits(16)
    _ = try bits(16)
    for _ in 0..<length { output.append(UInt8(try bits(8))) }
  }

  private struct Codes {
    private var counts = [Int](repeating: 0, count: 16)
    private var symbols: [Int] = []

    init(_ lengths: [Int]) {
      for length in lengths where length > 0 { counts[length] += 1 }
      for wanted in 1...15 { symbols += lengths.indices.filter { lengths[$0] == wanted } }
    }

    func next(_ bit: () throws -> Int) throws -> Int {
      var (code, first, index) = (0, 0, 0)
      for length in 1...15 {
        code |= try bit()
        if code - first < counts[length] { return symbols[index + code - first] }
        index += counts[length]
        first = (first + counts[length]) << 1
        code <<= 1
      }
      throw PNGPixels.Malformed()
    }
  }

  private mutating func symbol(_ codes: Codes) throws -> Int { try codes.next { try bits(1) } }

  private mutating func tables() throws -> (Codes, Codes) {
    let (literals, distances) = (try bits(5) + 257, try bits(5) + 1)
    var lengths = [Int](repeating: 0, count: 19)
    let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    for place in order.prefix(try bits(4) + 4) { lengths[place] = try bits(3) }
    let codes = Codes(lengths)
    var all: [Int] = []
    while all.count < literals + distances {
      switch try symbol(codes) {
      case 16: all += Array(repeating: all.last ?? 0, count: try bits(2) + 3)
      case 17: all += Array(repeating: 0, count: try bits(3) + 3)
      case 18: all += Array(repeating: 0, count: try bits(7) + 11)
      case let length: all.append(length)
      }
    }
    return (Codes(Array(all[..<literals])), Codes(Array(all[literals...])))
  }

  private mutating func expand(_ literals: Codes, _ distances: Codes) throws {
    while true {
      let code = try symbol(literals)
      if code == 256 { return }
      if code < 256 {
        output.append(UInt8(code))
        continue
      }
      let length = try extended(code - 257, base: 3, group: 4, last: 28, end: 258)
      let distance = try extended(try symbol(distances), base: 1, group: 2, last: nil, end: 0)
      guard distance <= output.count else { throw PNGPixels.Malformed() }
      for _ in 0..<length { output.append(output[output.count - distance]) }
    }
  }

  /// Lengths and distances grow in groups whose extra bits grow by one.
  private mutating func extended(_ code: Int, base: Int, group: Int, last: Int?, end: Int) throws -> Int {
    if code == last { return end }
    if code < 2 * group { return base + code }
    let extra = code / group - 1
    return base + ((group + code % group) << extra) + (try bits(extra))
  }
}
