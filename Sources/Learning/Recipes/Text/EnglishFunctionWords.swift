/// Words of English that carry grammar rather than content: pronouns, articles, prepositions, conjunctions, auxiliaries and the
/// commonest adverbs. Put together for Limn from the closed word classes of any grammar; no library's list.
enum EnglishFunctionWords {
  /// In lower case, of two letters or more; contracted forms as the analyzer cuts them (`don't` into `don`).
  static let all = [
    articles, pronouns, prepositions, conjunctions, auxiliaries, adverbs, contractions,
  ].flatMap { $0.split(separator: " ").map(String.init) }

  private static let articles =
    "an another any both each either every few many more most much neither no one other several some such the"
  private static let pronouns = """
    he her hers herself him himself his it its itself me mine my myself our ours ourselves she that their theirs them themselves \
    these they this those us we what which who whom whose you your yours yourself yourselves
    """
  private static let prepositions = """
    about above across after against along among around as at before behind below beneath beside between beyond by down during \
    for from in inside into near of off on onto out outside over past since through throughout to toward towards under until \
    up upon with within without
    """
  private static let conjunctions =
    "although and because but if nor or so than though unless whereas whether while yet"
  private static let auxiliaries = """
    am are be been being can cannot could did do does doing had has have having is may might must ought shall should was were \
    will would
    """
  private static let adverbs = """
    again also always even ever here how just never not now often only own quite rather same then there thus too very when \
    where why
    """
  private static let contractions =
    "aren couldn didn doesn don hadn hasn haven isn ll re shouldn ve wasn weren won wouldn"
}
