"""Who counts as one client, as far as an address tells."""

from __future__ import annotations

import ipaddress


def network_of(address: str) -> str:
    """What counts as one address: of IPv6 a whole network, since everybody has one. Anything else is taken as it is."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return address
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, 64), strict=False))
