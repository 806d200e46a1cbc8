async fn leave(gateway: &gateway::Gateway, request: domain::OrderRequest) {
    let _ = gateway.send(request).await;
}

fn main() {}
