"""``format_args!``: pieces and arguments (its errors are among the recorded syntax errors)."""

from __future__ import annotations

import pytest

from pagesim_py.rust.syntax import ast
from tests.rust.syntax import Parsed, expression


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('format_args!("a{}b{:?}{{}}", y, x)', "format('a{0:Display}b{1:Debug}{}', y, x)"),
        ('format_args!("a{}b{:?}", 1, x)', "format('a1b{0:Debug}', x)"),
        ('format_args!("{0} {} {1} {}", a, b)', "format('{0:Display} {0:Display} {1:Display} {1:Display}', a, b)"),
        ('format_args!("{n} {} {m}", a, n = b)', "format('{1:Display} {0:Display} {2:Display}', a, b, m)"),
        ('format_args!("{x} {x:?} {x:>w$}")', "format('{0:Display} {0:Debug} {0:Display}', x, w)"),
        ('format_args!("{:x}{:X}{:o}{:b}{:p}{:e}{:E}", a, a, a, a, a, a, a)',
         "format('{0:LowerHex}{1:UpperHex}{2:Octal}{3:Binary}{4:Pointer}{5:LowerExp}{6:UpperExp}', a, a, a, a, a, a, "
         "a)"),
        ('format_args!("{}\\n", format_args!("x{}y", a))', "format('x{0:Display}y\\n', a)"),
        ('format_args!("{} {:?}", format_args!("{}", a), b)', "format('{0:Display} {1:Debug}', a, b)"),
        ('format_args!("{:>5}", format_args!("{}", a))', "format('{0:Display}', format('{0:Display}', a))"),
        ('format_args!(concat!("a", "{}"), x)', "format('a{0:Display}', x)"),
        ('format_args!("")', "format('', )"),
        ('format_args!(r#"{}"{}"#, x, y,)', "format('{0:Display}\"{1:Display}', x, y)"),
    ],
)  # fmt: skip
def test_pieces(text: str, shown: str) -> None:
    assert expression(text) == shown


def piece(spec: str) -> ast.FormatPiece:
    parsed = Parsed(f'const X: u8 = format_args!("{{:{spec}}}", a, b, c, n = d);')
    item = parsed.item("X")
    assert isinstance(item, ast.ConstItem)
    assert isinstance(item.value, ast.FormatArgs)
    found = item.value.pieces[0]
    assert isinstance(found, ast.FormatPiece)
    return found


@pytest.mark.parametrize(
    ("spec", "options"),
    [
        ("", (" ", "", "", False, False, None, None)),
        ("5", (" ", "", "", False, False, 5, None)),
        ("<5", (" ", "<", "", False, False, 5, None)),
        ("*^5", ("*", "^", "", False, False, 5, None)),
        (">>5", (">", ">", "", False, False, 5, None)),
        ("+08.3", (" ", "", "+", False, True, 8, 3)),
        ("#018x", (" ", "", "", True, True, 18, None)),
        ("0x", (" ", "", "", False, True, None, None)),
        ("#?", (" ", "", "", True, False, None, None)),
        ("1$", (" ", "", "", False, False, ("arg", 1), None)),
        ("n$.2$", (" ", "", "", False, False, ("arg", 3), ("arg", 2))),
        (".*", (" ", "", "", False, False, None, ("arg", 0))),
        ("0$", (" ", "", "", False, False, ("arg", 0), None)),
        ("-5", (" ", "", "-", False, False, 5, None)),
        ("#02x?", (" ", "", "", True, True, 2, None)),
    ],
)
def test_options(spec: str, options: tuple[object, ...]) -> None:
    p = piece(spec)
    assert (p.fill, p.align, p.sign, p.alternate, p.zero, p.width, p.precision) == options


def test_debug_hex_and_star() -> None:
    assert (piece("x?").trait, piece("x?").debug_hex, piece("X?").debug_hex) == ("Debug", "x", "X")
    assert piece(".*").arg == 1


def test_captures_point_into_the_string_and_keep_hygiene() -> None:
    parsed = Parsed(
        'macro_rules! m { ($s:literal) => { { let x = 1; format_args!($s) } } } fn test() { let x = 2; m!("a {x}"); }'
    ).ok()
    fn = parsed.item("test")
    assert isinstance(fn, ast.FnItem)
    assert isinstance(fn.body, ast.Block)
    stmt = fn.body.stmts[1]
    assert isinstance(stmt, ast.ExprStmt)
    assert isinstance(stmt.expr, ast.BlockExpr)
    args = stmt.expr.block.tail
    assert isinstance(args, ast.FormatArgs)
    captured = args.args[0]
    assert isinstance(captured, ast.PathExpr)
    assert captured.path.segments[0].ident.key == ("x", 0)
