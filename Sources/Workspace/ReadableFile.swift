import Canonical
import Foundation
import Frame
import Pipeline

/// A regular file that is open for reading; closed when nobody holds it any more.
final class ReadableFile: Sendable {
  private let descriptor: Int32
  private let path: String

  /// Takes over a descriptor.
  init(_ descriptor: Int32, _ path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  /// What tells whether a file is as it was.
  struct Mark: Equatable {
    var device: UInt64
    var file: UInt64
    var byteCount: Int
    var modified: [Int]
  }

  func mark() throws(FileProblem) -> Mark {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw FileProblem("`\(path)` is no regular file")
    }
    let times = [status.st_mtim, status.st_ctim].flatMap { [$0.tv_sec, $0.tv_nsec] }
    return Mark(
      device: UInt64(status.st_dev), file: UInt64(status.st_ino), byteCount: Int(status.st_size),
      modified: times)
  }

  /// The digest of the content, or of the digests of its blocks of 4 MiB where there are several, which all cores make;
  /// and the mark of the file that it is of.
  func digest(largest: Int) throws(FileProblem) -> (Digest, Mark) {
    let mark = try mark()
    guard mark.byteCount <= largest else {
      throw FileProblem("`\(path)` is larger than \(largest >> 30) GiB")
    }
    let blocks = max(1, (mark.byteCount + ReadableFile.block - 1) / ReadableFile.block)
    let digests = Parallel.map(blocks) { index in
      Result { () throws(FileProblem) in try digest(ofBlock: index, of: mark) }
    }
    var all: [Digest] = []
    for digest in digests { all.append(try digest.get()) }
    guard try self.mark() == mark else { throw .growing(path) }
    return (all.count == 1 ? all[0] : Digest(of: all.flatMap(\.bytes)), mark)
  }

  /// Bytes that one core digests at once.
  private static let block = 4 << 20

  private func digest(ofBlock index: Int, of mark: Mark) throws(FileProblem) -> Digest {
    let end = min((index + 1) * ReadableFile.block, mark.byteCount)
    var position = index * ReadableFile.block
    let chunk = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(1, min(256 << 10, end - position)), alignment: 64)
    defer { chunk.deallocate() }
    let writer = DigestWriter()
    while position < end {
      let wanted = UnsafeMutableRawBufferPointer(rebasing: chunk[..<min(chunk.count, end - position)])
      let got = try read(into: wanted, at: position)
      guard got > 0 else { throw .growing(path) }
      writer.write(UnsafeRawBufferPointer(rebasing: wanted[..<got]))
      position += got
    }
    return writer.finish()
  }

  /// The bytes of a range, fewer where the file ends before it.
  func bytes(_ range: Range<Int>) throws(FileProblem) -> [UInt8] {
    var bytes: [UInt8] = []
    try read(range, into: &bytes)
    return bytes
  }

  /// Puts the bytes of a range in place of those in an array, in its memory where they fit; fewer where the file ends
  /// before it.
  func read(_ range: Range<Int>, into bytes: inout [UInt8]) throws(FileProblem) {
    var problem: FileProblem?
    let isFresh = bytes.capacity < range.count
    bytes.removeAll(keepingCapacity: true)
    bytes.append(addingCapacity: range.count) { added in
      added.withUnsafeMutableBufferPointer { buffer, count in
        if isFresh { LargePages.request(for: buffer) }
        do throws(FileProblem) {
          while count < range.count {
            let rest = UnsafeMutableRawBufferPointer(
              rebasing: UnsafeMutableRawBufferPointer(buffer)[count..<range.count])
            let got = try read(into: rest, at: range.lowerBound + count)
            if got == 0 { break }
            count += got
          }
        } catch {
          problem = error
        }
      }
    }
    if let problem { throw problem }
  }

  private func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FileProblem) -> Int {
    while true {
      let got = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
      if got >= 0 { return got }
      if errno != EINTR { throw FileProblem("`\(path)` cannot be read: \(ReadableFile.reason(errno))") }
    }
  }

  static func reason(_ error: Int32) -> String { String(cString: strerror(error)).lowercased() }
}

extension FileProblem {
  static func growing(_ path: String) -> FileProblem {
    FileProblem("`\(path)` is growing while it is read", hint: "run again when it is written")
  }

  static func changed(_ path: String) -> FileProblem {
    FileProblem("`\(path)` has changed since it was checked", hint: "run again")
  }
}
