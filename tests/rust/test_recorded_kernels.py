"""Kernels recorded on the real tool chain and QEMU do here what they did there."""

import pytest

from tests import kernels


@pytest.mark.parametrize("name", kernels.names())
def test_kernel(name: str) -> None:
    want = kernels.expected(name)
    assert kernels.differences(want, kernels.run(kernels.sources(name), keys=kernels.KEYS.get(name, ()))) == []
