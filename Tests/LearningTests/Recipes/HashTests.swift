@testable import Learning
import Testing

@Suite("Hashed features")
struct HashTests {
  /// `sklearn.utils.murmurhash3_32`, seed 0.
  @Test(
    arguments: [
      ("", 0), ("a", 1_009_084_850), ("ab", -1_681_926_305), ("abc", -1_277_324_294), ("abcd", 1_139_631_978),
      ("Äpfel", -1_853_355_946),
    ] as [(String, Int32)])
  func hashes(text: String, hash: Int32) {
    #expect(Int32(bitPattern: Murmur3.hash(Array(text.utf8))) == hash)
  }

  /// The example of `FeatureHasher` in Spark's documentation, with its 262,144 features.
  @Test(arguments: [
    ("bool=true", 247_670), ("stringNum=1", 262_126), ("string=foo", 257_907), ("bool=false", 70_644),
    ("stringNum=2", 89_673), ("string=bar", 173_866),
  ])
  func placesAsSpark(token: String, feature: Int) {
    let place = HashedPlace(Array(token.utf8), among: 262_144, .spark)
    #expect(place.feature == feature && place.sign == 1)
  }
}
