"""A PKCS#11 token: found by its serial number, opened by its PIN for one moment, signs with a key that stays in it.

The office names its maker's library. Nothing of it is loaded before a token is asked for, and a PC without the library,
the wheel or the token hears so in words. The PIN is handed to the token and kept by nobody.
"""

import datetime as dt
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from asn1crypto import algos, core, x509

from lucheng_desktop.circulars.signature import ECDSA, RSA, Signatory
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    import pkcs11

_CURVE, _SHORTEST = "secp256r1", 2048
"""The keys that sign: P-256, or RSA of at least so many bits."""
_SIGNS = frozenset({"digital_signature", "non_repudiation"})
_PIN = ("PinIncorrect", "PinInvalid", "PinLenRange")
_GONE = ("TokenNotPresent", "TokenNotRecognised", "DeviceRemoved", "DeviceError", "SessionHandleInvalid",
         "SessionClosed", "ObjectHandleInvalid", "KeyHandleInvalid", "SlotIDInvalid")  # fmt: skip
_SAID: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(_PIN, "pin") | dict.fromkeys(_GONE, "gone")
    | {"PinLocked": "locked", "PinExpired": "unset", "UserPinNotInitialized": "unset", "MechanismInvalid": "mechanism"}
)  # fmt: skip
"""What a token may say -> the refusal; anything else is its fault."""
_using = threading.Lock()
"""A library is one for the whole program: initialised, used and let go by one at a time."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a token says of itself without its PIN."""

    serial: str
    label: str
    maker: str
    model: str


@dataclass(frozen=True, slots=True)
class Holding:
    """A certificate (DER) in the token whose private key lies beside it, and how that key signs."""

    certificate: bytes
    mechanism: str
    subject: str
    begins: dt.date
    ends: dt.date

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, in hex."""
        return sha256(self.certificate).hexdigest()


class Token:
    """An opened token; usable within `opened` only."""

    def __init__(self, session: "pkcs11.Session", serial: str) -> None:
        self._session = session
        self.serial = serial

    def holdings(self) -> tuple[Holding, ...]:
        """Every pair that can sign. Refused `E-TOKEN/certificate` without any, `E-TOKEN/kind` without a usable one."""
        with _in_words(self.serial):
            keys = [identity for identity, _ in self._keys()]
            found = [one for identity, one in self._certificates() if identity in keys]
        if not found:
            raise Refused("E-TOKEN/certificate", serial=self.serial)
        fit = tuple(_holding(one) for one in found if _mechanism(one))
        if not fit:
            raise Refused("E-TOKEN/kind", serial=self.serial)
        return fit

    def sign(self, certificate: bytes, data: bytes, on: dt.date) -> bytes:
        """The verified signature of the key that `certificate` (DER) is about, whoever issued that.

        Refused `E-TOKEN/other` without that key, `E-TOKEN/outdated` when the token's own certificate is not valid `on`.
        """
        about = x509.Certificate.load(certificate)
        with _in_words(self.serial):
            same = {identity: one for identity, one in self._certificates() if _public(one) == _public(about)}
            found = next(((same[identity], key) for identity, key in self._keys() if identity in same), None)
        if found is None:
            raise Refused("E-TOKEN/other", serial=self.serial)
        _refuse_outdated(_holding(found[0]), self.serial, on)
        return self._signed(found[1], about, data)

    def _signed(self, key: Any, about: x509.Certificate, data: bytes) -> bytes:
        mechanism = _mechanism(about)
        with _in_words(self.serial):
            known = self._session.token.slot.get_mechanisms()
            signature = _ecdsa(key, data) if mechanism == ECDSA else _rsa(key, data, known)
        if not _verifies(about, mechanism, signature, data):
            raise Refused("E-TOKEN/misfit", serial=self.serial)
        return signature

    def _keys(self) -> Iterator[tuple[bytes, Any]]:
        from pkcs11 import Attribute, ObjectClass

        for key in self._session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY}):
            yield key[Attribute.ID], key

    def _certificates(self) -> Iterator[tuple[bytes, x509.Certificate]]:
        from pkcs11 import Attribute, CertificateType, ObjectClass

        asked = {Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.CERTIFICATE_TYPE: CertificateType.X_509}
        for one in self._session.get_objects(asked):
            with suppress(ValueError, TypeError):  # what is no certificate is none
                certificate = x509.Certificate.load(one[Attribute.VALUE], strict=True)
                certificate.native  # noqa: B018 - parses to the end
                yield one[Attribute.ID], certificate


def tokens(library: Path) -> tuple[Known, ...]:
    """The tokens that are plugged in, without a PIN."""
    with _loaded(library) as slots:
        return tuple(_known(token) for token in slots)


@contextmanager
def opened(library: Path, serial: str, pin: str) -> Iterator[Token]:
    """The token of that serial number, opened by its PIN and let go afterwards. Refused `E-TOKEN`."""
    with _loaded(library) as present:
        token = _chosen(present, serial.strip())
        session = _open(token, serial.strip(), pin)
        try:
            yield Token(session, serial.strip())
        finally:
            with suppress(Exception):  # a token that was pulled out cannot be closed
                session.close()


def signatory(
    library: Path, serial: str, pin: str, certificate: bytes, authority: bytes, revoked: bytes, on: dt.date
) -> Signatory:  # fmt: skip
    """Who signs with a token: it is opened for each signature and no longer."""

    def sign(data: bytes) -> bytes:
        with opened(library, serial, pin) as token:
            return token.sign(certificate, data, on)

    return Signatory(certificate, authority, revoked, sign, _mechanism(x509.Certificate.load(certificate)))


@contextmanager
def _loaded(library: Path) -> Iterator[list["pkcs11.Token"]]:
    """The tokens in the library's slots; letting it go ends every session, also one that a wrong PIN left open."""
    _check_file(library)
    try:
        import pkcs11
    except ImportError:
        raise Refused("E-TOKEN/wheel") from None
    with _using:
        try:
            known = pkcs11.lib(str(library))
        except pkcs11.PKCS11Error:
            raise Refused("E-TOKEN/foreign", library=str(library)) from None
        try:
            with _in_words(""):
                present = _present(known)
            yield present
        finally:
            with suppress(pkcs11.PKCS11Error):
                known.finalize()


def _check_file(library: Path) -> None:
    """A whole path and nothing else: a bare name would be looked for wherever the system looks."""
    with suppress(OSError):  # what this officer may not look into is not there for him
        if library.is_absolute() and library.is_file():
            return
    raise Refused("E-TOKEN/library", library=str(library))


def _present(library: Any) -> list["pkcs11.Token"]:
    from pkcs11 import TokenFlag

    found = [slot.get_token() for slot in library.get_slots(token_present=True)]
    return [token for token in found if token.flags & TokenFlag.TOKEN_INITIALIZED]


def _known(token: "pkcs11.Token") -> Known:
    return Known(_serial(token), token.label.strip(), token.manufacturer_id.strip(), token.model.strip())


def _serial(token: "pkcs11.Token") -> str:
    return token.serial.decode("utf-8", "replace").strip(" \0")


def _chosen(present: list["pkcs11.Token"], serial: str) -> "pkcs11.Token":
    """By serial number and nothing else: labels are given by whoever set a token up, and two may bear one."""
    if not present:
        raise Refused("E-TOKEN/none", serial=serial)
    found = [token for token in present if _serial(token) == serial]
    if not found:
        raise Refused("E-TOKEN/wrong", serial=serial, found="、".join(map(_serial, present)))
    if len(found) > 1:
        raise Refused("E-TOKEN/twice", serial=serial)
    return found[0]


def _open(token: "pkcs11.Token", serial: str, pin: str) -> "pkcs11.Session":
    """Refused before a try that would lock the token if it failed, and after one that failed."""
    import pkcs11

    _check_tries(token.flags, serial)
    try:
        return token.open(user_pin=pin)
    except UnicodeError:  # half a character, out of a file of orders
        raise Refused("E-TOKEN/pin", serial=serial) from None
    except pkcs11.PKCS11Error as error:
        said = _SAID.get(type(error).__name__)
        if said == "pin":
            raise _wrong_pin(token, serial) from None
        raise _refused(error, serial) from None


def _check_tries(flags: int, serial: str) -> None:
    from pkcs11 import TokenFlag

    if flags & TokenFlag.USER_PIN_LOCKED:
        raise Refused("E-TOKEN/locked", serial=serial)
    if flags & TokenFlag.USER_PIN_FINAL_TRY:
        raise Refused("E-TOKEN/last", serial=serial)


def _wrong_pin(token: "pkcs11.Token", serial: str) -> Refused:
    """With what the token says of the tries that are left: it tells that one is left or none, never a number."""
    with suppress(Exception):  # a token that no longer answers has not said anything
        try:
            _check_tries(token.slot.get_token().flags, serial)
        except Refused as fewer:
            return fewer
    return Refused("E-TOKEN/pin", serial=serial)


@contextmanager
def _in_words(serial: str) -> Iterator[None]:
    """What the library throws, as a refusal."""
    import pkcs11

    try:
        yield
    except pkcs11.PKCS11Error as error:
        raise _refused(error, serial) from None


def _refused(error: Exception, serial: str) -> Refused:
    name = type(error).__name__
    return Refused(f"E-TOKEN/{_SAID.get(name, 'fault')}", serial=serial, fault=name)


# keys and certificates


def _public(certificate: x509.Certificate) -> bytes:
    public: bytes = certificate.public_key.dump()
    return public


def _mechanism(certificate: x509.Certificate) -> str:
    """How the certificate's key signs; empty when it is of another kind, too short or not for signing."""
    usage = certificate.key_usage_value
    if usage is not None and not usage.native & _SIGNS:
        return ""
    public = certificate.public_key
    if public.algorithm == "ec":
        return ECDSA if public.curve == ("named", _CURVE) else ""
    return RSA if public.algorithm == "rsa" and public.bit_size >= _SHORTEST else ""


def _holding(certificate: x509.Certificate) -> Holding:
    subject = certificate.subject.native.get("common_name") or certificate.subject.human_friendly
    begins, ends = (at.date() for at in (certificate.not_valid_before, certificate.not_valid_after))
    return Holding(certificate.dump(), _mechanism(certificate), str(subject), begins, ends)


def _refuse_outdated(one: Holding, serial: str, on: dt.date) -> None:
    if not one.begins <= on <= one.ends:
        begins, ends = one.begins.isoformat(), one.ends.isoformat()
        raise Refused("E-TOKEN/outdated", serial=serial, begins=begins, ends=ends)


def _ecdsa(key: Any, data: bytes) -> bytes:
    """The digest is made here: tokens that hash for this kind of key are few."""
    from pkcs11 import Mechanism
    from pkcs11.util.ec import encode_ecdsa_signature

    return encode_ecdsa_signature(key.sign(sha256(data).digest(), mechanism=Mechanism.ECDSA))


def _rsa(key: Any, data: bytes, known: set[Any]) -> bytes:
    """Padding of PKCS#1 v1.5 over SHA-256, hashed by the token where it can."""
    from pkcs11 import Mechanism

    if Mechanism.SHA256_RSA_PKCS in known:
        whole: bytes = key.sign(data, mechanism=Mechanism.SHA256_RSA_PKCS)
        return whole
    algorithm = {"algorithm": "sha256", "parameters": core.Null()}
    digest = algos.DigestInfo({"digest_algorithm": algorithm, "digest": sha256(data).digest()})
    padded: bytes = key.sign(digest.dump(), mechanism=Mechanism.RSA_PKCS)
    return padded


def _verifies(about: x509.Certificate, mechanism: str, signature: bytes, data: bytes) -> bool:
    from pyhanko_certvalidator.sig_validate import DefaultSignatureValidator

    algorithm = algos.SignedDigestAlgorithm({"algorithm": mechanism})
    try:
        DefaultSignatureValidator().validate_signature(signature, data, about.public_key, algorithm)
    except Exception:  # whatever is wrong with it, it is no signature
        return False
    return True
