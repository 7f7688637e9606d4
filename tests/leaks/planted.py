"""The secrets that are planted, and how each would look where it is found."""

import base64
import secrets
from urllib.parse import quote

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.cqi.auth.authority import Authority
from tests.cqi.auth.issuer import Issuer

authority = Authority()


class Planted:
    """Secrets by name; more are added as the servers hand them out."""

    def __init__(self) -> None:
        self.issuer, self.tls = Issuer(), authority.server()
        self.user_of_keys = 0
        self.texts = {name: secrets.token_urlsafe(36) for name in NAMES}
        self.texts["key of TLS"] = pem_body(self.tls.key)
        for kid, key in self.issuer.keys.items():
            pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            self.texts[f"the issuer's key {kid}"] = pem_body(pem)

    def __getitem__(self, name: str) -> str:
        return self.texts[name]

    def add(self, name: str, text: str) -> str:
        assert len(text) >= 20, f"{name} would be found by chance"
        self.texts[name] = text
        return text

    def found_in(self, content: bytes) -> set[str]:
        """The names of the secrets that are in it, in any spelling."""
        return {
            name
            for name, text in self.texts.items()
            if any(spelling in content for spelling in spellings(text))
        }


NAMES = (
    "password of PostgreSQL",
    "password of the owner",
    "password of Redis",
    "the secret key",
    "a configured key",
    "a wrong configured key",
    "password of an admin",
    "a wrong password of an admin",
    "a wrong password of PostgreSQL",
    "a wrong password of Redis",
)


def pem_body(pem: bytes) -> str:
    """The first line of what a PEM file holds; in a public key it is another one."""
    return pem.decode().splitlines()[1]


def spellings(text: str) -> set[bytes]:
    """The secret as it is, of an API key and a token the secret part alone, and as bytes are shown."""
    part = text.rpartition("_")[2] if text.startswith("cqk_") else text.rpartition(".")[2]
    raw = [part.encode()]
    if text.startswith("cqk_") and len(part) == 64:
        raw.append(bytes.fromhex(part))
    return {
        spelling
        for each in raw
        for spelling in (
            each,
            each.hex().encode(),
            base64.b64encode(each).rstrip(b"="),
            str(each)[2:-1].encode(),
            quote(each).encode(),
        )
    }
