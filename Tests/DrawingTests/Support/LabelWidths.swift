/// Widths of sample labels in thousandths of an em: the widest of DejaVu Sans 2.37, Liberation Sans 2.1, Noto Sans 2.004,
/// Roboto 2.138, Open Sans 1.10 and Inter 3.19, added up from the advance widths in the font files of Debian 12.
///
/// By weight: 400; 500 or what a browser takes in its place; 600 or what a browser takes in its place.
enum LabelWidths {
  struct Sample {
    let label: String
    let regular: Int
    let medium: Int
    let bold: Int

    init(_ label: String, _ regular: Int, _ medium: Int, _ bold: Int) {
      (self.label, self.regular, self.medium, self.bold) = (label, regular, medium, bold)
    }
  }

  static let samples = [
    Sample("Prepare data", 6474, 6474, 7358),
    Sample("Kubeflow pipeline", 8885, 8885, 10146),
    Sample("Build features", 6982, 6982, 7969),
    Sample("Model registry", 7176, 7176, 8216),
    Sample("Engineer on call", 8054, 8054, 9064),
    Sample("point-in-time join", 8563, 8563, 9794),
    Sample("90% of traffic", 6771, 6771, 7664),
    Sample("feature_store_v2", 8412, 8412, 9429),
    Sample("XGBoost 2.1", 6191, 6191, 6921),
    Sample("AUC 0.912", 5295, 5295, 5832),
    Sample("p95 42 ms", 5311, 5311, 5833),
    Sample("344 × 7", 4019, 4019, 4318),
    Sample("Evaluate candidate on the holdout", 17287, 17287, 19475),
    Sample("WWWWWW", 5933, 5933, 6619),
    Sample("MMMM mm", 5758, 5732, 6413),
    Sample("illicit till", 3875, 3875, 4640),
    Sample("1,234,567 rows", 7770, 7770, 8678),
    Sample("Seldon Core router", 9456, 9456, 10687),
    Sample("Gate holds?", 5923, 5923, 6633),
    Sample("k8s://prod/eu-west-1", 10330, 10330, 11655),
    Sample("Größenschätzung", 8814, 8814, 9885),
    Sample("−240,329 rows", 7653, 7653, 8440),
    Sample("\"quoted\" (a|b) {c}", 9266, 9266, 10412),
    Sample("Обучение модели", 9401, 9401, 10407),
    Sample("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 17613, 17706, 19627),
  ]
}
