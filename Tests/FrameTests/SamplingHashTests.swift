import Testing

@testable import Frame

@Suite struct SamplingHashTests {
  /// RFC 1321, appendix A.5, and lengths around a block.
  @Test func digestsAreThoseOfTheStandard() {
    func prefix(_ text: String) -> UInt32 { MD5.prefix(of: Array(text.utf8)) }
    #expect(prefix("") == 0xD41D_8CD9)
    #expect(prefix("a") == 0x0CC1_75B9)
    #expect(prefix("abc") == 0x9001_5098)
    #expect(prefix("message digest") == 0xF96B_697D)
    #expect(prefix("abcdefghijklmnopqrstuvwxyz") == 0xC3FC_D3D7)
    #expect(
      prefix("12345678901234567890123456789012345678901234567890123456789012345678901234567890")
        == 0x57ED_F4A2)
    #expect(prefix(String(repeating: "x", count: 55)) == 0x0436_4420)
    #expect(prefix(String(repeating: "x", count: 56)) == 0x668A_72D5)
    #expect(prefix(String(repeating: "x", count: 63)) == 0x7DC2_CA20)
    #expect(prefix(String(repeating: "x", count: 64)) == 0xC1BB_4F81)
    #expect(prefix(String(repeating: "x", count: 119)) == 0xAB34_7A5F)
    #expect(prefix(String(repeating: "x", count: 1000)) == 0x3985_33D4)
  }

  /// 2,021 of the keys 0 to 19,999 with the salt `s1`, as Python, DuckDB, ClickHouse, PostgreSQL and Spark keep.
  @Test func theSameRowsAsOnOtherEngines() throws {
    let keys = Column.integers((0..<20_000).map { Int64($0) })
    let drawn = try Sampling.takeHashed(keys, share: 0.1, salt: "s1")
    #expect(drawn.rows.count == 2021)
    #expect(Array(drawn.rows.rows.prefix(8)) == [1, 10, 14, 25, 34, 40, 42, 65])
    let texts = Column.text((0..<20_000).map { "\($0)" })
    #expect(try Sampling.takeHashed(texts, share: 0.1, salt: "s1").rows == drawn.rows)
    #expect(try Sampling.takeHashed(keys, share: 0.1, salt: "s2").rows != drawn.rows)
  }

  @Test func aKeyIsKeptWhereverItStands() throws {
    let keys = (0..<500).map { "key \($0)" }
    let small = try Sampling.takeHashed(.text(keys), share: 0.3, salt: "").rows.rows.map { keys[Int($0)] }
    let shuffled = Array(keys.reversed()) + ["other"]
    let again = try Sampling.takeHashed(.text(shuffled), share: 0.3, salt: "").rows.rows.map {
      shuffled[Int($0)]
    }
    #expect(Set(again).subtracting(["other"]) == Set(small))
    let more = try Sampling.takeHashed(.text(keys), share: 0.5, salt: "").rows.rows.map { keys[Int($0)] }
    #expect(Set(more).isSuperset(of: small))
  }

  @Test func sharesOfNoneAndAllAndRowsWithoutKey() throws {
    let keys = Column.integers([1, nil, 3, 4])
    #expect(try Sampling.takeHashed(keys, share: 0, salt: "").rows.count == 0)
    let all = try Sampling.takeHashed(keys, share: 1, salt: "")
    #expect(all.rows.rows == [0, 2, 3] && all.facts[.rowsWithoutKey] == 1)
    #expect(throws: SamplingError.self) { try Sampling.takeHashed(keys, share: .nan, salt: "") }
    #expect(!ColumnType.number.isHashable && !ColumnType.datetime.isHashable && ColumnType.date.isHashable)
  }
}
