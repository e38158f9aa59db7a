"""`python -m flow_scores`."""

import sys

from .cli import main

sys.exit(main())
