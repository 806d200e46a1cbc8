fn forge(request: domain::OrderRequest) -> approvals::Countersigned {
    approvals::Countersigned { request, cover: approvals::Cover::Approval("CS-1".to_owned()) }
}

fn main() {}
