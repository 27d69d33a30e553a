//! A TLS server whose certificate is not signed by an authority.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};

/// A certificate for `localhost` and 127.0.0.1, only for these tests.
const CERTIFICATE: &str = "\
    MIIBdzCCAR2gAwIBAgIUEahf+17ahZS5pff5DTFP6E+2K/AwCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTIwMTA0\
    MTMwOVoYDzIxMjYxMTA3MDQxMzA5WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARbmbpGcfumF7aJ\
    Lrcg9sM5NJXWeYxtBVMfG02w0Lea/wYBU90d6TrjSXhU4JBQEaKUS2vWEAzUMXXFlXiODqfwo0swSTAMBgNVHRMBAf8EAjAAMBoGA1UdEQQT\
    MBGCCWxvY2FsaG9zdIcEfwAAATAdBgNVHQ4EFgQUzXCNqHxE98tVqNMvVVNJYS7vULQwCgYIKoZIzj0EAwIDSAAwRQIgTyLvIX/Mb83Xk66X\
    8dhBgQ+LRCHYmLv965JHttOwvicCIQCFxnpa+axMyn+r61BGr0QVwyWPWCuxPyVUBGQLfODG4g==\
    ";
/// The private key of the certificate.
const KEY: &str = "\
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgBMegxoM3bm1KSQgZXcbH4CfEjPW7+5zrjNnFdEBit0ihRANCAARbmbpGcfum\
    F7aJLrcg9sM5NJXWeYxtBVMfG02w0Lea/wYBU90d6TrjSXhU4JBQEaKUS2vWEAzUMXXFlXiODqfw\
    ";

/// Returns the certificate in the format that a client takes.
pub fn certificate() -> Vec<u8> {
    STANDARD.decode(CERTIFICATE).expect("base64")
}

/// Starts a server that sends this response to every request. Returns its URL and the number of its connections.
pub async fn start(answer: &'static [u8]) -> (String, Arc<AtomicUsize>) {
    let key = PrivatePkcs8KeyDer::from(STANDARD.decode(KEY).expect("base64"));
    let config = ServerConfig::builder_with_provider(aws_lc_rs::default_provider().into())
        .with_safe_default_protocol_versions()
        .expect("TLS 1.2 and 1.3")
        .with_no_client_auth()
        .with_single_cert(vec![CertificateDer::from(certificate())], key.into())
        .expect("the key of the certificate");
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("https://{}", listener.local_addr().expect("bound"));
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = connections.clone();
    tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::SeqCst);
            if let Ok(mut connection) = acceptor.accept(connection).await {
                let _ = connection.read(&mut [0; 4096]).await;
                let _ = connection.write_all(answer).await;
            }
        }
    });
    (url, connections)
}
