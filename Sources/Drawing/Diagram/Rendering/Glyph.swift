/// Symbols of nodes, drawn for this program. The raw value is the name that `icon:` takes.
package enum Glyph: String, Sendable, Hashable, CaseIterable {
  case step, split, features, table, store, model, service, queue, metric, gate, report, person, external,
    decision, note
  case join, featureStore = "feature_store", artifact, registry, stream, topic, file, document, image,
    text, notebook, train, tune, experiment, gauge, balance, users, server, container, cluster, pipeline,
    router, canary, gateway, api, cache, clock, trigger, alarm, monitor, drift, label, lock, key, shield,
    browser, phone, mail, branch, cloud, gpu, vectors, search, chat, robot, rollback, loop

  /// What it stands for, in a few words for the manual.
  package var meaning: String {
    switch self {
    case .step: "a step of work"
    case .split: "a split into parts"
    case .join: "a join"
    case .features: "features: columns set to order"
    case .table: "a table"
    case .store: "a store"
    case .featureStore: "a feature store"
    case .artifact: "an artifact store"
    case .registry: "a registry"
    case .stream: "a stream"
    case .topic: "a topic that is published and subscribed to"
    case .queue: "a queue"
    case .file: "a file"
    case .document: "a document"
    case .image: "images"
    case .text: "text"
    case .notebook: "a notebook"
    case .model: "a model"
    case .train: "training"
    case .tune: "tuning"
    case .experiment: "an experiment"
    case .metric: "a metric"
    case .gauge: "a measure against a limit"
    case .balance: "fairness and balance"
    case .gate: "a gate"
    case .decision: "a decision"
    case .report: "a report"
    case .note: "a note"
    case .person: "a person"
    case .users: "people"
    case .external: "something outside"
    case .service: "a service"
    case .server: "a server"
    case .container: "a container or pod"
    case .cluster: "a cluster"
    case .pipeline: "a pipeline"
    case .router: "a router"
    case .canary: "a trial release for a part of the traffic"
    case .gateway: "a gateway"
    case .api: "an interface for programs"
    case .cache: "a cache"
    case .clock: "a time or schedule"
    case .trigger: "a trigger"
    case .alarm: "an alarm"
    case .monitor: "a monitor"
    case .drift: "drift"
    case .label: "labels"
    case .lock: "a secret or locked part"
    case .key: "a key"
    case .shield: "a guard"
    case .browser: "a web page"
    case .phone: "a phone"
    case .mail: "mail"
    case .branch: "a branch of code"
    case .cloud: "a cloud"
    case .gpu: "an accelerator"
    case .vectors: "a vector index"
    case .search: "search"
    case .chat: "a conversation or language model"
    case .robot: "an agent"
    case .rollback: "a rollback"
    case .loop: "a loop"
    }
  }
}
