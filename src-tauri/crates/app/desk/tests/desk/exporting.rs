//! The chain as a file: whole, or not there.

use std::fs::File;
use std::io::BufReader;

use crate::stage::*;

#[tokio::test]
async fn an_export_proves_itself_and_a_failed_one_leaves_nothing() {
    let (stage, anna) = Stage::with_admin().await;
    let waiting = pending(&stage.desk, &anna).await;
    stage.desk.sign_approval(&anna, shown(&waiting)).await.unwrap();
    stage.desk.execute_approval(&anna, waiting.id, waiting.quantity).await.unwrap();
    let path = stage.desk.audit_export(&anna, None).await.unwrap();
    let report = approvals::verify_file(BufReader::new(File::open(&path).unwrap()), None).unwrap();
    assert!(report.orders >= 3 && report.covered == report.orders, "{report:?}");
    let local = stage.desk.audit_verify(&anna).await.unwrap();
    assert!(local.ok && u64::from(local.entries) >= report.entries);
    assert_eq!(local.instance_key, report.instance_key.to_string());

    let taken = stage.dir.path().join("taken.csl");
    std::fs::create_dir_all(taken.join("by-a-folder")).unwrap();
    for place in [taken.clone(), stage.dir.path().join("no/such/folder.csl")] {
        let refused = stage.desk.audit_export(&anna, Some(place.display().to_string())).await;
        assert_eq!(code(refused), "export");
    }
    assert!(!stage.dir.path().join("taken.csl.partial").exists());
}
