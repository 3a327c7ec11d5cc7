"""Agents for tests, installed as a third party's are: through the entry points in the folder beside this one."""
