"""`python -m tests.bench`: the dashboard beside a blank page and a naive one, in one run."""
