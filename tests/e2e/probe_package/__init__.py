"""A package as small as can be, built and started in place of pagesim_py by the tests of the runtime."""
