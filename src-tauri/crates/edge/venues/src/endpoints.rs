//! Where a venue lives: its own hosts, or others given in their place.

use domain::VenueId;

/// Base addresses, scheme://host:port, to which the venue's own paths are appended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoints {
    /// Public REST calls.
    pub rest: String,
    /// REST calls with a key, where the venue has another host for them.
    pub rest_private: String,
    /// Public streams.
    pub ws: String,
    /// The stream of an account.
    pub ws_private: String,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EndpointError {
    #[error("{address:?} for {venue} is not scheme://host:port; write it as in http://127.0.0.1:8080")]
    Malformed { venue: VenueId, address: String },
    #[error("{address:?} for {venue} has scheme {found:?}, and it must be one of {wanted}")]
    Scheme { venue: VenueId, address: String, found: String, wanted: &'static str },
    #[error(
        "{address:?} for {venue} is not encrypted; plain http and ws are for this machine (loopback) only"
    )]
    Plain { venue: VenueId, address: String },
}

/// Addresses to use instead of the venue's own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overrides {
    pub rest: Option<String>,
    pub ws: Option<String>,
    /// Without it, an override of `ws` holds for the private stream too.
    pub ws_private: Option<String>,
}

impl Endpoints {
    /// The venue's own addresses with the given ones in their place.
    pub fn with(mut self, venue: &VenueId, overrides: &Overrides) -> Result<Self, EndpointError> {
        if let Some(rest) = &overrides.rest {
            self.rest = checked(venue, rest, &["https", "http"], "https, http")?;
            self.rest_private = self.rest.clone();
        }
        if let Some(ws) = &overrides.ws {
            self.ws = checked(venue, ws, &["wss", "ws"], "wss, ws")?;
            self.ws_private = self.ws.clone();
        }
        if let Some(ws) = &overrides.ws_private {
            self.ws_private = checked(venue, ws, &["wss", "ws"], "wss, ws")?;
        }
        Ok(self)
    }

    /// Whether orders sent here stay on this machine.
    pub fn is_loopback(&self) -> bool {
        [&self.rest_private, &self.ws_private]
            .into_iter()
            .all(|address| split(address).is_some_and(|(_, host)| is_loopback(host)))
    }
}

fn checked(
    venue: &VenueId,
    address: &str,
    schemes: &[&str],
    wanted: &'static str,
) -> Result<String, EndpointError> {
    let address = address.trim_end_matches('/');
    let malformed = || EndpointError::Malformed { venue: venue.clone(), address: address.to_owned() };
    let (scheme, host) = split(address).ok_or_else(malformed)?;
    if !schemes.contains(&scheme) {
        let (venue, found) = (venue.clone(), scheme.to_owned());
        return Err(EndpointError::Scheme { venue, address: address.to_owned(), found, wanted });
    }
    if !matches!(scheme, "https" | "wss") && !is_loopback(host) {
        return Err(EndpointError::Plain { venue: venue.clone(), address: address.to_owned() });
    }
    Ok(address.to_owned())
}

/// Scheme and host of an address; the port and a path are left out.
fn split(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once("://")?;
    let authority = rest.split('/').next()?;
    if authority.is_empty() || authority.contains(['@', ' ', '?', '#']) {
        return None;
    }
    let host = match authority.strip_prefix('[') {
        Some(v6) => v6.split(']').next()?,
        None => authority.split(':').next()?,
    };
    (!host.is_empty()).then_some((scheme, host))
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own() -> Endpoints {
        let [rest, ws] = ["https://api.example.com", "wss://stream.example.com"].map(str::to_owned);
        Endpoints { rest_private: rest.clone(), rest, ws_private: ws.clone(), ws }
    }

    fn with(rest: &str) -> Result<Endpoints, EndpointError> {
        let overrides = Overrides { rest: Some(rest.to_owned()), ..Overrides::default() };
        own().with(&VenueId::new("kraken"), &overrides)
    }

    #[test]
    fn plain_addresses_are_for_this_machine_only() {
        for loopback in ["http://127.0.0.1:8080", "http://localhost:1/", "http://[::1]:80"] {
            assert_eq!(with(loopback).map(|e| e.rest), Ok(loopback.trim_end_matches('/').to_owned()));
        }
        for far in ["http://10.0.0.1:80", "http://127.0.0.1.example.com", "http://localhost.example.com"] {
            assert!(matches!(with(far), Err(EndpointError::Plain { .. })), "{far}");
        }
        for bad in ["127.0.0.1:8080", "http://", "https://user@host", "https://:80"] {
            assert!(matches!(with(bad), Err(EndpointError::Malformed { .. })), "{bad}");
        }
        assert!(matches!(with("ftp://127.0.0.1"), Err(EndpointError::Scheme { .. })));
    }

    #[test]
    fn plain_streams_are_for_this_machine_only() {
        let streams = |public: Option<&str>, private: Option<&str>| {
            let (ws, ws_private) = (public.map(str::to_owned), private.map(str::to_owned));
            own().with(&VenueId::new("kraken"), &Overrides { rest: None, ws, ws_private })
        };
        assert!(streams(Some("ws://127.0.0.1:1"), Some("wss://far.example.com")).is_ok());
        for far in ["ws://10.0.0.1:80", "ws://stream.example.com"] {
            assert!(matches!(streams(Some(far), None), Err(EndpointError::Plain { .. })), "{far}");
            assert!(matches!(streams(None, Some(far)), Err(EndpointError::Plain { .. })), "{far}");
        }
    }

    #[test]
    fn orders_stay_here_only_if_both_private_ways_do() {
        assert!(!own().is_loopback());
        let rest_only = with("http://127.0.0.1:1");
        assert_eq!(rest_only.map(|e| e.is_loopback()), Ok(false));
        let both = Overrides {
            rest: Some("http://127.0.0.1:1".to_owned()),
            ws: Some("ws://127.0.0.1:1".to_owned()),
            ws_private: None,
        };
        assert_eq!(own().with(&VenueId::new("kraken"), &both).map(|e| e.is_loopback()), Ok(true));
    }
}
