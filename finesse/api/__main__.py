"""Prints the description of the REST API that is kept in the documents."""

from __future__ import annotations

import sys

from finesse.api.node.openapi import written
from finesse.api.operations import OPERATIONS

sys.stdout.write(written(OPERATIONS))
