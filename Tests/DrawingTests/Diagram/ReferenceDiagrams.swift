import Drawing

/// Described architectures of growing size, as compact text: `g id parent label`, `n id parent label`, `e from to label`,
/// with `-` for the top level and `_` for a space. Generated nested pipelines, and one written by hand (`platform`).
enum ReferenceDiagrams {
  static func parse(_ text: String) -> Diagram {
    var diagram = Diagram(title: "Reference")
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: " ").map {
        String($0.map { $0 == "_" ? " " : $0 })
      }
      let label = fields.count > 3 ? fields[3] : ""
      let parent = fields[2] == "-" ? nil : fields[2]
      switch fields[0] {
      case "g": diagram.groups.append(.init(id: fields[1], label: label, parent: parent))
      case "n": diagram.nodes.append(.init(id: fields[1], label: label, group: parent))
      default:
        diagram.edges.append(.init(from: fields[1], to: fields[2], label: label.isEmpty ? nil : label))
      }
    }
    return diagram
  }

  static let platform = parse(
    """
    g data - Data_platform
    g kfp - Kubeflow_Pipelines
    g prep kfp Prepare
    g fit kfp Train_and_evaluate
    g track - MLflow
    g serve - Serving_cluster
    g seldon serve Seldon_Core
    g obs serve Observability
    n events data Event_stream
    n lake data Data_lake
    n labels data Label_store
    n feast data Feature_store
    n ingest prep Ingest
    n validate prep Validate
    n feat prep Build_features
    n split prep Split
    n train fit Train
    n tune fit Tune
    n eval fit Evaluate
    n gate fit Quality_gate
    n runs track Run_tracking
    n art track Artifact_store
    n reg track Model_registry
    n canary seldon Canary
    n stable seldon Stable
    n router seldon Traffic_router
    n drift obs Drift_detector
    n prom obs Metrics
    n client - Client_app
    n cron - Scheduler
    n git - Git_repository
    e events lake append
    e lake ingest daily_partition
    e labels validate
    e ingest validate rows
    e validate feat checked_rows
    e feat feast materialise
    e feast split point-in-time_join
    e feat split
    e split train 80_%
    e split eval 20_%
    e tune train params
    e train eval model.pkl
    e eval gate AUC,_F1
    e train runs log_params
    e eval runs log_metrics
    e train art model.pkl
    e gate reg promote
    e art reg
    e reg canary deploy_v+1
    e reg stable deploy_v
    e router canary 5_%
    e router stable 95_%
    e client router REST_/predict
    e stable prom
    e canary prom
    e canary drift requests
    e stable drift requests
    e drift cron drift_alarm
    e cron ingest trigger
    e git cron push
    e client events feedback
    """)

  static let small = parse(
    """
    g L0 - Group_L0
    g L1 - Group_L1
    n n0 L0 clean_0
    n n1 L0 model_registry_1
    n n2 L0 register_2
    n n3 L0 feature_store_3
    n n4 L0 register_4
    n n5 L1 clean_5
    n n6 L1 metrics_6
    n n7 L1 clean_7
    n n8 L1 deploy_8
    n n9 L1 clean_9
    e n0 n1 reads
    e n1 n2
    e n0 n3
    e n0 n4
    e n2 n4 reads
    e n3 n5
    e n1 n6
    e n6 n7
    e n4 n8
    e n3 n8 rows
    e n7 n9
    e n7 n4 writes
    """)

  static let medium = parse(
    """
    g T0 - Stage_T0
    g T1 - Stage_T1
    g L0 T0 Group_L0
    g L1 T0 Group_L1
    g L2 T0 Group_L2
    g L3 T0 Group_L3
    g L4 T1 Group_L4
    g L5 T1 Group_L5
    g L6 T1 Group_L6
    g L7 T1 Group_L7
    n n0 L0 monitor_0
    n n1 L0 register_1
    n n2 L0 monitor_2
    n n3 L0 clean_3
    n n4 L0 split_4
    n n5 L0 split_5
    n n6 L0 raw_events_6
    n n7 L1 split_7
    n n8 L1 deploy_8
    n n9 L1 deploy_9
    n n10 L1 model_registry_10
    n n11 L1 train_11
    n n12 L1 feature_store_12
    n n13 L2 raw_events_13
    n n14 L2 register_14
    n n15 L2 model_registry_15
    n n16 L2 ingest_16
    n n17 L2 train_17
    n n18 L2 monitor_18
    n n19 L3 metrics_19
    n n20 L3 split_20
    n n21 L3 split_21
    n n22 L3 clean_22
    n n23 L3 evaluate_23
    n n24 L3 train_24
    n n25 L4 evaluate_25
    n n26 L4 split_26
    n n27 L4 evaluate_27
    n n28 L4 monitor_28
    n n29 L4 feature_store_29
    n n30 L4 metrics_30
    n n31 L4 train_31
    n n32 L5 clean_32
    n n33 L5 feature_store_33
    n n34 L5 deploy_34
    n n35 L5 split_35
    n n36 L5 ingest_36
    n n37 L5 feature_store_37
    n n38 L6 model_registry_38
    n n39 L6 split_39
    n n40 L6 model_registry_40
    n n41 L6 model_registry_41
    n n42 L6 model_registry_42
    n n43 L6 deploy_43
    n n44 L7 register_44
    n n45 L7 clean_45
    n n46 L7 metrics_46
    n n47 L7 deploy_47
    n n48 L7 train_48
    n n49 L7 raw_events_49
    e n0 n1
    e n0 n2
    e n2 n3
    e n3 n4
    e n1 n5
    e n0 n5 triggers
    e n3 n6 model.pkl
    e n2 n7 REST_/predict
    e n6 n7 model.pkl
    e n6 n8
    e n7 n9
    e n5 n9 model.pkl
    e n6 n10
    e n9 n11
    e n2 n12
    e n10 n13
    e n6 n13 triggers
    e n5 n14 triggers
    e n12 n14
    e n10 n15
    e n13 n15 triggers
    e n15 n16
    e n12 n17
    e n5 n17
    e n13 n18 reads
    e n15 n18 rows
    e n17 n19 reads
    e n14 n20 REST_/predict
    e n18 n21
    e n19 n21 triggers
    e n16 n22
    e n22 n23
    e n19 n24
    e n23 n25 rows
    e n22 n26
    e n21 n27
    e n4 n27
    e n26 n28 REST_/predict
    e n28 n29
    e n25 n30
    e n29 n31
    e n30 n31
    e n29 n32
    e n31 n32
    e n29 n33
    e n32 n34
    e n34 n35
    e n33 n36
    e n33 n37 reads
    e n32 n38 rows
    e n35 n38 reads
    e n36 n39
    e n34 n40
    e n36 n41
    e n38 n42
    e n39 n43
    e n39 n44 rows
    e n40 n44 reads
    e n41 n45
    e n13 n46
    e n43 n47 rows
    e n42 n48
    e n47 n49
    e n33 n9
    """)
}
