"""One module a source: what it says, in the terms of `claimed`.  To add a source, copy a small one."""
