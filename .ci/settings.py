"""The keys of application.properties, as environment variables spell them."""

import re
from pathlib import Path

# A key that stands commented out, as an example, is a key too.
LINE = re.compile(r"^#?\s*((?:nice|camel)\.[A-Za-z0-9.<>-]+)\s*=(.*)$")
SETTING = re.compile(r"^(NICE|CAMEL)_")
PROPERTIES = Path(__file__).parent.parent / "application.properties"


def keys():
    """Every key, and its value as shipped."""
    lines = PROPERTIES.read_text(encoding="utf-8").splitlines()
    return {m.group(1): m.group(2).strip() for m in map(LINE.match, lines) if m}


def spelled(key):
    """nice.broker.main.trust-store is NICE_BROKER_MAIN_TRUST_STORE."""
    return re.sub(r"[.-]", "_", key).upper()


def unknown(names):
    """Those of the environment variables that spell no key: the bridge would not read them."""
    known = {spelled(key) for key in keys()}
    return sorted(name for name in names if SETTING.match(name) and name not in known)


def seconds(key):
    """A duration as shipped: 10s, 500ms, 5m."""
    amount, unit = re.fullmatch(r"(\d+)(ms|s|m|h)", keys()[key]).groups()
    return int(amount) * {"ms": 0.001, "s": 1, "m": 60, "h": 3600}[unit]
