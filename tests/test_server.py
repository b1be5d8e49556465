"""The gate: who is answered, and with which headers."""

import http.client
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parent.parent


def ask(server: str, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=10)
    connection.putrequest("GET", path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    return connection.getresponse()


def test_this_computer_is_answered_with_security_headers(server: str) -> None:
    answer = ask(server, "/")
    assert answer.status == 200
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval'" not in policy.replace("wasm-unsafe-eval'", "")
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8501", "127.0.0.1.evil.example", ""])
@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_stcore/stream", "/media/x", "/_stcore/upload_file/a/b"])
def test_a_foreign_host_is_refused_everywhere(server: str, host: str, path: str) -> None:
    assert ask(server, path, Host=host).status == 421


def test_a_websocket_with_a_foreign_host_is_refused(server: str) -> None:
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec_WebSocket_Version": "13",
        "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    foreign = ask(server, "/_stcore/stream", Host="evil.example", Origin="http://evil.example", **upgrade)
    assert foreign.status == 403
    own = urlsplit(server).netloc
    assert ask(server, "/_stcore/stream", Host=own, Origin=server, **upgrade).status == 101


def test_a_file_sent_without_the_upload_page_is_refused(server: str) -> None:
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=10)
    connection.request("PUT", "/_stcore/upload_file/nobody/1", body=b"x" * 1000)
    assert connection.getresponse().status == 403


def test_health_is_open_and_metrics_are_not(server: str) -> None:
    assert ask(server, "/_stcore/health").status == 200
    assert ask(server, "/_stcore/metrics").status == 404


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.5", "school.example"])
def test_an_address_that_others_reach_is_not_served_without_login(address: str) -> None:
    refused = subprocess.run(
        [sys.executable, "server.py", "--address", address], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert refused.returncode == 1
    assert "login is off" in refused.stderr
