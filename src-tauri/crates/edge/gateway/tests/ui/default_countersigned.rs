fn main() {
    let _: approvals::Countersigned = Default::default();
}
