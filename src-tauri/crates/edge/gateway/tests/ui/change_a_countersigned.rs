fn enlarge(mut order: approvals::Countersigned) -> approvals::Countersigned {
    order.request.quantity = 1000.into();
    order
}

fn main() {}
