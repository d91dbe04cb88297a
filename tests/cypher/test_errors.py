"""The tree drawn in the docstring of cypher.errors is the tree of its classes."""

from cypher import errors


def branches(root: type[BaseException], depth: int = 0) -> list[tuple[int, str]]:
    """(depth, name) of a class and all below it."""
    below = [
        b for child in root.__subclasses__() if child.__module__ == errors.__name__ for b in branches(child, depth + 1)
    ]
    return [(depth, root.__name__), *below]


def drawn() -> list[tuple[int, str]]:
    """The same, read from the picture: the column of a name tells its depth."""
    lines = (errors.__doc__ or "").splitlines()
    found = []
    for line in lines[lines.index("    ZuzhituError") :]:
        if not line.strip():
            break
        name = line.lstrip(" │├└─").split()[0]
        found.append((line.index(name) // 4 - 1 if "─" in line else 0, name))
    return found


def test_the_picture_is_the_tree() -> None:
    assert sorted(drawn()) == sorted(branches(errors.ZuzhituError))


def test_every_error_is_public() -> None:
    assert sorted(errors.__all__) == sorted({name for _, name in branches(errors.ZuzhituError)})


def test_a_configuration_error_says_name_value_and_remedy() -> None:
    error = errors.ConfigurationError(
        "it is no port", zh="不是端口", name="ZUZHITU_PORT", value="x", remedy="give a port", remedy_zh="填端口"
    )
    assert error.said == ("ZUZHITU_PORT=x：不是端口——填端口", "ZUZHITU_PORT=x: it is no port -- give a port")
    assert str(error) == error.said[1]


def test_every_error_speaks_chinese_too() -> None:
    for kind in (errors.GraphDown, errors.GraphBusy, errors.LoginRefused, errors.GraphError):
        zh, en = kind("bolt://x: gone").said
        assert any("\u4e00" <= c <= "\u9fff" for c in zh), kind
        assert en == "bolt://x: gone"
    assert "30" in errors.GraphTimeout("queries/chain", 30).said[0]
    assert "3" in errors.RowTooLarge("load/x", 3, 9, 8).said[0]
