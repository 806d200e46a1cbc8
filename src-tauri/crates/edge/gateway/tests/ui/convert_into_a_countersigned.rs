fn forge(request: domain::OrderRequest) -> approvals::Countersigned {
    request.into()
}

fn main() {}
