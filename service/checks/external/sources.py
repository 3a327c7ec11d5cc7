"""The sources there are, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from service.checks.external.companies_house import CompaniesHouse
from service.checks.external.ecb.source import Ecb
from service.checks.external.gleif import Gleif
from service.checks.external.previous.source import Previous
from service.checks.external.sec import Sec
from service.checks.external.source import ExternalSource

SOURCES: Mapping[str, ExternalSource] = MappingProxyType(
    {source.id: source for source in (Gleif(), CompaniesHouse(), Ecb(), Sec(), Previous())}
)
