"""A tree to which is only added, by the vectors of Certificate Transparency."""

from __future__ import annotations

import pytest
from pymerkle import InmemoryTree

from station_app.core.merkle import (
    EMPTY,
    consistency,
    grown,
    inclusion,
    is_consistent,
    is_included,
    leaf_of,
    root,
)

LEAVES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                 "606162636465666768696a6b6c6d6e6f")
]  # fmt: skip
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def tree(leaves):
    nodes = {}

    def read(level, position):
        return nodes[level, position]

    for size, data in enumerate(leaves):
        nodes |= {(lv, at): link for lv, at, link in grown(read, size, leaf_of(data))}
    return read


def many(n):
    return [b"leaf %d" % i for i in range(n)]


def test_roots_are_those_of_certificate_transparency():
    read = tree(LEAVES)
    assert {n: root(read, n).hex() for n in ROOTS} == ROOTS
    assert root(read, 0) == EMPTY


def test_roots_are_those_another_program_works_out():
    other, read = InmemoryTree(algorithm="sha256"), tree(many(70))
    for n, data in enumerate(many(70), start=1):
        other.append_entry(data)
        assert other.get_root() == root(read, n)


def test_every_growth_is_proved_and_no_other():
    read, forged = tree(many(33)), tree([*many(4), b"another", *many(33)[5:]])
    for new in range(34):
        for old in range(new + 1):
            path = consistency(read, old, new)
            before, whole = root(read, old), root(read, new)
            assert is_consistent(old, before, new, whole, path)
            assert not is_consistent(old, before, new, whole, [*path, b"x" * 32])
            if old > 4:
                after = root(forged, new)
                assert not is_consistent(old, before, new, after, consistency(forged, old, new))
                assert not is_consistent(old, before, new, after, path)
            if path:
                assert not is_consistent(old, before, new, whole, path[:-1])
                assert not is_consistent(old, before, new, whole, [])
                assert not is_consistent(old, b"x" * 32, new, whole, path)
    assert not is_consistent(5, root(read, 5), 4, root(read, 4), [])


def test_every_leaf_is_proved_where_it_stands_and_nowhere_else():
    read = tree(many(19))
    for size in range(1, 20):
        whole = root(read, size)
        for index in range(size):
            path, leaf = inclusion(read, index, size), leaf_of(b"leaf %d" % index)
            assert is_included(leaf, index, size, whole, path)
            assert not is_included(leaf_of(b"another"), index, size, whole, path)
            assert not is_included(leaf, index + 1, size, whole, path)
            assert not is_included(leaf, index, size, whole, [*path, whole])
            assert not path or not is_included(leaf, index, size, whole, path[1:])


@pytest.mark.parametrize("index", [-1, 3])
def test_a_leaf_outside_the_tree_is_not_in_it(index):
    read = tree(many(3))
    assert not is_included(leaf_of(b"leaf 0"), index, 3, root(read, 3), inclusion(read, 0, 3))
