"""The tests: `python3 -m tests` runs them all, on a fresh machine too."""

import sys

# The one place that an older Python reaches before it meets what it cannot read.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0])
